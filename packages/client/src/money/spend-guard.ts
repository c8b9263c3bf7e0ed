import type { Clock } from '../clock/clock.ts'
import { configurationError } from '../errors/configuration-error.ts'
import { BudgetError } from '../errors/kinds.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Submission } from '../ledger/submission.ts'
import type { MaxSpend } from './max-spend.ts'

/** Looks at a submission whose intent is written and whose request is not sent yet. Throws to have it not sent. */
export type SpendGuard = (submission: Submission) => Promise<void>

/** What a client may spend, and what it has seen of it. */
export interface Budget {
  readonly maxSpend: MaxSpend
  /** When the client was made, in milliseconds since 1970. */
  readonly since: number
  /** What was seen in the ledger, by attempt: it may forget what has ended. */
  readonly seen: Map<string, Submission>
}

/**
 * Holds a client to its budget. A submission's price is reserved by its intent in the ledger, and those that began
 * earlier count, so that of two processes that reach for the last credits at once the later one goes without.
 */
export async function guardSpending(
  { clock, ledger }: { readonly clock: Clock; readonly ledger: Ledger },
  { maxSpend, since, seen }: Budget,
  submission: Submission,
): Promise<void> {
  const { attempt: own, key, model, credits } = submission
  const { credits: most, perMs } =
    typeof maxSpend === 'number' ? { credits: maxSpend, perMs: undefined } : maxSpend
  if (!(most >= 0 && (perMs === undefined || perMs > 0))) {
    throw configurationError(
      'maxSpend is neither a number of credits nor { credits, perMs }',
      'Correct it; the task was not sent.',
    )
  }
  if (credits === undefined) {
    throw configurationError(
      `There is a maxSpend, but no price of '${model}' with this input`,
      `Add it to prices, in credits: createApikley({ prices: { '${model}': 160 } }). The task was not sent.`,
    )
  }
  const from = perMs === undefined ? since : clock.now() - perMs
  const held = await ledger.list()
  const places = new Map(held.map((one, place) => [one.key, place]))
  for (const one of held) if (one.sentAt >= from) seen.set(one.attempt, one)
  let spent = 0
  for (const [attempt, one] of seen) {
    const place = places.get(one.key)
    const stands = place !== undefined && held[place]?.attempt === attempt
    // A key is begun anew after a refusal only, unless the ledger had let go of it: then its submission had ended.
    const isRefused = one.state === 'rejected' || (place !== undefined && !stands && !one.taskId)
    const isLater = stands && place >= (places.get(key) ?? held.length)
    if (one.sentAt < from || isRefused) {
      seen.delete(attempt)
      continue
    }
    if (place === undefined) seen.set(attempt, { taskId: 'unknown', ...one })
    if (!isLater) spent += Math.max(0, one.credits ?? 0)
  }
  if (spent + credits <= most) return
  seen.delete(own)
  const span = perMs === undefined ? '' : ` in ${perMs} ms`
  throw new BudgetError({
    what: `it is expected to cost ${credits} credits, and of the ${most}${span} that may be spent ${spent} are spent or reserved`,
    moneySpent: 'no',
    nextStep: 'Raise maxSpend, or wait until tasks that fail give their credits back.',
  })
}
