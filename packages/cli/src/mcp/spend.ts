import { MoneyRefusal } from '../command-error.ts'
import { costInWords } from '../money/consent.ts'
import { openPrices } from '../money/prices.ts'
import { formatNumber } from '../terminal/words.ts'
import type { Refusal } from './allowance.ts'
import { type CheckedJob, costOf } from './job.ts'
import type { AgentSession } from './session.ts'

/**
 * Reserves what jobs are expected to cost. Throws a `MoneyRefusal` if that may not be spent: then nothing is sent. What an
 * agent says that something costs at most can forbid an order, and allows none.
 */
export async function spend(
  session: AgentSession,
  jobs: readonly CheckedJob[],
  confirm: boolean,
): Promise<void> {
  const { allowance, confirmAbove, offline } = session
  const cost = costOf(jobs)
  const fresh = jobs.filter(({ held }) => !held)
  const unpriced = fresh.filter(({ price }) => price.credits === undefined)
  const words = `Expected cost: ${costInWords(cost)}. Nothing was sent`
  const isUntold = unpriced.some(({ credits }) => credits === undefined)
  if (isUntold || (!confirm && (cost.unpriced > 0 || cost.credits > confirmAbove))) {
    const why = cost.unpriced
      ? 'a price that is not known needs the word of a person'
      : `more than ${formatNumber(confirmAbove)} credits in one call need the word of a person`
    throw new MoneyRefusal(
      `${words}: ${why}.`,
      'Ask the person, and tell them the price. If they agree, call generate again with the same jobs and confirm: true' +
        (cost.unpriced
          ? ', and with credits in the job without a price: the most that they say it costs.'
          : '.'),
    )
  }
  if (unpriced.length > 1) {
    throw new MoneyRefusal(
      `${words}: of jobs without a known price one is ordered at a time.`,
      'Order one of them, and wait for its end: what it was charged tells what others like it cost.',
    )
  }
  const reservations = fresh.map(({ key, model, price, credits = 0 }) => ({
    key,
    model: model.id,
    credits: price.credits,
    atLeast: Math.max(credits, price.others?.most ?? 0),
  }))
  const refusal = await allowance.reserve(reservations)
  if (refusal) throw beyondLimit(words, allowance.most, refusal)
  await openPrices(offline).remember(fresh)
}

function beyondLimit(words: string, most: number, { left, heldBy, atLeast }: Refusal): MoneyRefusal {
  const limit = `of the ${formatNumber(most)} credits that this session may spend ${formatNumber(left)} are left`
  if (heldBy !== undefined) {
    return new MoneyRefusal(
      `${words}: ${limit} until it is known what the order '${heldBy}' costs.`,
      'Call wait with it, then generate again. If that does not help, the API does not say what it has charged: a person ' +
        'can restart the server.',
    )
  }
  const least = atLeast > 0 ? `, and one that has no price may cost ${formatNumber(atLeast)}` : ''
  return new MoneyRefusal(
    `${words}: ${limit}${least}.`,
    'Order less. The limit is set where the server is started (--max-credits): a person can raise it there and restart it.',
  )
}
