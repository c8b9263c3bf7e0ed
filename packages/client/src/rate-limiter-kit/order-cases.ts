import type { Lane } from '../rate-limit/rate-limiter.ts'
import { type CaseContext, type CaseTable, type Process, send } from './case-context.ts'

/** What holds for those who wait: a limiter must not keep a place for one whom it has refused. */
export const orderCases: CaseTable = {
  async 'lets a create go before a poll that has waited longer'(context) {
    await expectOrder(context, 'create', 0)
  },

  async 'lets a poll go before creates when it has waited for an hour'(context) {
    await expectOrder(context, 'poll', 3_600_000)
  },
}

/** Both lanes have one limit, which is used up: a poll comes, a create after it. */
async function expectOrder(context: CaseContext, expected: Lane, waitedMs: number): Promise<void> {
  const { clock, perMs } = context
  const process: Process = await context.open({ create: null, recordInfo: null, all: { requests: 1, perMs } })
  await send(context, process, 'poll', [])
  const order: Lane[] = []
  const want = async (lane: Lane, notBefore: number): Promise<void> => {
    const release = await process.acquire(lane, { notBefore })
    order.push(lane)
    release?.()
  }
  const poll = want('poll', clock.now() - waitedMs)
  await clock.sleep(perMs / 10)
  const create = want('create', clock.now())
  await Promise.all([poll, create])
  if (order[0] !== expected)
    throw new Error(`expected that the ${expected} goes first, found ${order.join(', ')}`)
}
