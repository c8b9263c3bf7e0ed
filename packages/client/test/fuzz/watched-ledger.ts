import { type Ledger, memoryLedger, type Submission, type SubmissionState } from '@apikley/client'
import { checkSecret } from './check-error.ts'
import { must } from './must.ts'

const order: readonly SubmissionState[] = ['sending', 'unknown', 'accepted', 'succeeded', 'failed']

/** A ledger in memory that remembers whatever went into it: what it threw itself, the client would take for its fault. */
export interface WatchedLedger {
  readonly ledger: Ledger
  /** Which the submission in it went through. */
  readonly states: SubmissionState[]
  /** Throws if the key was in it, or a state came after a later one. Only after a refusal everything begins anew. */
  readonly check: () => void
}

export function watchedLedger(): WatchedLedger {
  const inner = memoryLedger()
  const states: SubmissionState[] = []
  const all: Submission[] = []
  const seen = (held: Submission): Submission => {
    all.push(held)
    if (states.at(-1) !== held.state) states.push(held.state)
    return held
  }
  return {
    ledger: {
      ...inner,
      begin: async (intent) => seen(await inner.begin(intent)),
      update: async (key, change) => seen(await inner.update(key, change)),
    },
    states,
    check: () => {
      // The addresses are the API's own words.
      checkSecret(all.map((held) => ({ ...held, urls: undefined })))
      for (const [at, state] of states.entries()) {
        const before = states[at - 1]
        const isNext =
          before === undefined || before === 'rejected'
            ? state === 'sending'
            : state === 'rejected'
              ? before === 'sending'
              : order.indexOf(state) > order.indexOf(before)
        must(isNext, 'A state comes after a later one', states)
      }
    },
  }
}
