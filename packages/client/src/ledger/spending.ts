import type { SpendingLimit, SpendingWindow } from './ledger.ts'
import type { Submission } from './submission.ts'

/** Credits are summed up in whole millionths, so that the sum does not depend on the order. */
const parts = 1_000_000

/** What a submission reserves or was charged, in whole millionths of a credit, as a ledger sums it up. */
export function partsOf({ state, credits = 0 }: Pick<Submission, 'state' | 'credits'>): number {
  return state === 'rejected' ? 0 : toParts(Math.max(0, credits))
}

const toParts = (credits: number): number => Math.min(Math.round(credits * parts), Number.MAX_SAFE_INTEGER)

export const toCredits = (sum: number): number => sum / parts

/** What a ledger writes for an intent, with so many millionths of a credit spent before it: a refusal beyond the limit. */
export function withinLimit(intent: Submission, spent: number, limit: SpendingLimit): Submission {
  if (spent + partsOf(intent) <= toParts(limit.credits)) return intent
  return { ...intent, state: 'rejected', reason: 'it would have exceeded the spending limit' }
}

/** A window is summed up block by block: so many submissions, one after the other, are one block. */
export const blockSize = 256

interface Block {
  sum: number
  earliest: number
  latest: number
  readonly members: Map<number, { readonly sentAt: number; readonly parts: number }>
}

/** What submissions cost, by their place in the order of beginning. */
export class Spending {
  readonly #blocks = new Map<number, Block>()

  /** Sets what stands at a place; without a submission there is nothing any more. */
  set(place: number, submission?: Submission): void {
    const number = Math.floor(place / blockSize)
    let block = this.#blocks.get(number)
    if (!block) {
      block = { sum: 0, earliest: Infinity, latest: -Infinity, members: new Map() }
      this.#blocks.set(number, block)
    }
    block.sum -= block.members.get(place)?.parts ?? 0
    if (!submission) {
      block.members.delete(place)
      if (!block.members.size) this.#blocks.delete(number)
      return
    }
    const { sentAt } = submission
    const member = { sentAt, parts: partsOf(submission) }
    block.members.set(place, member)
    block.sum += member.parts
    block.earliest = Math.min(block.earliest, sentAt)
    block.latest = Math.max(block.latest, sentAt)
  }

  /** What a window holds, in millionths of a credit. */
  within({ since, now }: SpendingWindow): number {
    let spent = 0
    let isWithin = false
    // Blocks and their members are in the order of their places: each place is first set when it is the last one.
    for (const { sum, earliest, latest, members } of this.#blocks.values()) {
      if (isWithin || earliest > now) spent += sum
      else if (latest >= since) {
        for (const { sentAt, parts: own } of members.values()) {
          isWithin ||= sentAt >= since && sentAt <= now
          if (isWithin || sentAt > now) spent += own
        }
      }
    }
    return spent
  }
}
