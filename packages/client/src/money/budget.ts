import type { Clock } from '../clock/clock.ts'
import { wallTime } from '../clock/system-clock.ts'
import { configurationError } from '../errors/configuration-error.ts'
import { BudgetError } from '../errors/kinds.ts'
import type { Ledger, SpendingLimit } from '../ledger/ledger.ts'
import type { Submission } from '../ledger/submission.ts'
import type { MaxSpend } from './max-spend.ts'
import type { Estimate } from './prices.ts'

/** What a client may spend. */
export interface Budget {
  readonly maxSpend: MaxSpend
  /** When the client was made, in milliseconds since 1970; earlier, if the clock was set back since. */
  since: number
}

/**
 * Begins a submission within a budget. The ledger decides: of two processes that reach for the last credits at once, one
 * goes without.
 */
export async function beginWithinBudget(
  {
    clock,
    estimate,
    ledger,
  }: { readonly clock: Clock; readonly estimate: Estimate; readonly ledger: Ledger },
  budget: Budget,
  intent: Submission,
): Promise<Submission> {
  const { maxSpend } = budget
  const { key, attempt, model, credits } = intent
  const { credits: most, perMs } =
    typeof maxSpend === 'number' ? { credits: maxSpend, perMs: undefined } : maxSpend
  if (credits === undefined) {
    throw configurationError(
      `There is a maxSpend, but no price of '${model}' with this input`,
      `${howToPrice(model, estimate.dependsOnInput(model))} The task was not sent.`,
    )
  }
  const now = wallTime(clock)
  budget.since = Math.min(budget.since, now)
  const limit: SpendingLimit = {
    credits: most,
    since: perMs === undefined ? budget.since : now - perMs,
    now,
  }
  const held = await ledger.begin(intent, limit)
  if (held.key !== key || held.attempt !== attempt || held.state !== 'rejected') return held
  const spent = await ledger.spending(limit)
  const span = perMs === undefined ? '' : ` in ${perMs} ms`
  throw new BudgetError({
    what: `it is expected to cost ${credits} credits, and of the ${most}${span} that may be spent ${spent} are spent or reserved`,
    moneySpent: 'no',
    nextStep: 'Raise maxSpend, or wait until tasks that fail give their credits back.',
  })
}

/** A number would be right for one input, and count too little for another. */
function howToPrice(model: string, dependsOnInput: boolean): string {
  const byInput = `{ '${model}': ({ duration }) => (duration === '10' ? 320 : 160) }`
  return dependsOnInput
    ? `Its function in prices does not know it; give one that does, in credits, such as ${byInput}.`
    : `Add it to prices, in credits: { '${model}': 160 }, or, where it depends on the input, a function such as ${byInput}.`
}
