import { MoneyRefusal, UsageError } from '../command-error.ts'
import { InterruptedError } from '../connection/interruption.ts'
import type { Io } from '../terminal/io.ts'
import { ask, canAsk } from '../terminal/question.ts'
import { formatNumber } from '../terminal/words.ts'
import type { Price, Range } from './prices.ts'

/** What the command line says about money. */
export interface MoneyOptions {
  readonly maxCredits?: number
  readonly yes?: boolean
}

/** What work is expected to cost. */
export interface Cost {
  /** In credits, of those whose price is known or expected by what others like them have cost. */
  readonly credits: number
  /** How many tasks have no known price. */
  readonly unpriced: number
  readonly tasks: number
  /** Of how many the price is an estimate, and what that is made of, or what else is known; empty where nothing is. */
  readonly estimate: string
}

/** In credits: more than the clip of 5 seconds in the README costs, and less than two of them. */
export const standardLimit = 200

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

/** What tasks cost together. */
export function costOf(prices: readonly Price[]): Cost {
  return {
    tasks: prices.length,
    credits: prices.reduce((sum, { credits = 0 }) => sum + credits, 0),
    unpriced: prices.filter(({ credits }) => credits === undefined).length,
    estimate: estimateOf(prices),
  }
}

function estimateOf(prices: readonly Price[]): string {
  const [only] = prices
  if (prices.length === 1 && only) return evidenceOf(only)
  const known = prices.filter(({ credits }) => credits !== undefined)
  const estimates = known.filter(({ history }) => history)
  if (estimates.length === 0) return ''
  const which = estimates.length === known.length ? '' : `for ${estimates.length} of ${prices.length} `
  return `${which}an estimate, by what others like them have cost`
}

/** `an estimate: the last 12 tasks of this model with duration=5 cost 35`. */
function evidenceOf({ history, others }: Price): string {
  if (others) return `other tasks of this model have cost ${rangeInWords(others)}`
  if (!history) return ''
  const which = history.tasks === 1 ? 'the last task' : `the last ${history.tasks} tasks`
  const like = history.like && ` with ${history.like}`
  return `an estimate: ${which} of this model${like} cost ${rangeInWords(history)}`
}

const rangeInWords = ({ least, most }: Range): string =>
  least === most ? formatNumber(most) : `${formatNumber(least)} to ${formatNumber(most)}`

/** What it costs, in words, and how far that is known. */
export function costInWords({ credits, unpriced, tasks, estimate }: Cost): string {
  const twin = "the twin API's price, not Apikley's own"
  const basis = estimate.startsWith('for ') ? `${twin}; ${estimate}` : estimate || twin
  const known = `${formatNumber(credits)} credits (${basis})`
  if (!unpriced) return known
  if (tasks === 1) return estimate ? `unknown (${estimate})` : 'unknown'
  const unknown = `unknown for ${unpriced} of ${tasks}`
  return credits ? `${known}, and ${unknown}` : unknown
}

/**
 * Asks whether the money may be spent, where that is more than the limit; what is unknown is more than any limit. Throws a
 * `MoneyRefusal` if it may not, or if nobody can be asked.
 * @param standard The limit, in credits, where none was given; 0 asks always.
 */
export async function consent(
  io: Io,
  cost: Cost,
  options: MoneyOptions,
  standard: number = standardLimit,
): Promise<void> {
  const given = limitOf(io, options)
  if (options.yes || cost.tasks === 0) return
  const limit = given ?? standard
  if (cost.unpriced === 0 && cost.credits <= limit && (given !== undefined || standard > 0)) return
  const words = `Expected cost: ${costInWords(cost)}`
  const above =
    given === undefined && standard === 0 ? '' : `, and the limit is ${formatNumber(limit)} credits`
  if (!canAsk(io)) {
    throw new MoneyRefusal(
      `${words}${above}; there is nobody to ask.`,
      cost.unpriced
        ? 'Repeat the command with --yes: what is unknown is within no limit.'
        : 'Repeat the command with --yes, or with a --max-credits that allows it.',
    )
  }
  io.stderr.write(`${words}${above}.\n`)
  const answer = await ask(io, cost.tasks === 1 ? 'Spend it?' : `Spend it for ${cost.tasks} tasks?`)
  if (answer) return
  if (answer === undefined) throw new InterruptedError()
  throw new MoneyRefusal('It was not agreed to.', '')
}
