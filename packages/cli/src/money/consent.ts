import { MoneyRefusal, UsageError } from '../command-error.ts'
import type { Io } from '../terminal/io.ts'
import { ask, canAsk } from '../terminal/question.ts'
import { formatNumber } from '../terminal/words.ts'

/** What the command line says about money. */
export interface MoneyOptions {
  readonly maxCredits?: number
  readonly yes?: boolean
}

/** What work is expected to cost. */
export interface Cost {
  /** In credits, of those whose price is known. */
  readonly credits: number
  /** How many tasks have no known price. */
  readonly unpriced: number
  readonly tasks: number
}

const limitVariable = 'APIKLEY_MAX_CREDITS'

/** The limit, in credits, below which nobody is asked: of the command line, else of the environment. */
export function limitOf({ env }: Io, { maxCredits }: MoneyOptions): number | undefined {
  if (maxCredits !== undefined) return maxCredits
  const given = env[limitVariable]
  if (!given) return undefined
  const limit = Number(given)
  if (given.trim() && limit >= 0) return limit
  throw new UsageError(`${limitVariable} is '${given}', and must be a number of credits. Nothing was sent.`)
}

/** What it costs, in words, and how far that is known. */
export function costInWords({ credits, unpriced, tasks }: Cost): string {
  const known = `${formatNumber(credits)} credits (the twin API's price, not Apikley's own)`
  if (!unpriced) return known
  const unknown = tasks === 1 ? 'unknown' : `unknown for ${unpriced} of ${tasks}`
  return credits ? `${known}, and ${unknown}` : unknown
}

/**
 * Asks whether the money may be spent, where that is more than the limit, or where there is no limit and `asksAlways`;
 * what is unknown is more than any limit. Throws a `MoneyRefusal` if it may not, or if nobody can be asked.
 */
export async function consent(io: Io, cost: Cost, options: MoneyOptions, asksAlways = false): Promise<void> {
  const limit = limitOf(io, options)
  if (options.yes || cost.tasks === 0) return
  const fits = limit === undefined ? !asksAlways : cost.unpriced === 0 && cost.credits <= limit
  if (fits) return
  const words = `Expected cost: ${costInWords(cost)}`
  const above = limit === undefined ? '' : `, and the limit is ${formatNumber(limit)} credits`
  if (!canAsk(io)) {
    throw new MoneyRefusal(
      `${words}${above}; there is nobody to ask.`,
      'Repeat the command with --yes, or with a --max-credits that allows it.',
    )
  }
  io.stderr.write(`${words}${above}.\n`)
  if (await ask(io, cost.tasks === 1 ? 'Spend it?' : `Spend it for ${cost.tasks} tasks?`)) return
  throw new MoneyRefusal('It was not agreed to.', '')
}
