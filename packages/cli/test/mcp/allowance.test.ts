import { memoryLedger, type Submission } from '@apikley/client'
import { expect, it } from 'vitest'
import { Allowance } from '../../src/mcp/allowance.ts'

const model = 'maker/video'

function started(most: number) {
  const ledger = memoryLedger()
  const account = { credits: 10_000 }
  const allowance = new Allowance(ledger, async () => account.credits, most)
  const reserve = (key: string, credits: number | undefined, atLeast = 0) =>
    allowance.reserve([{ key, model, credits, atLeast }])
  /** What the client writes of an order. */
  const write = async (key: string, change: Partial<Submission>): Promise<void> => {
    const begun = {
      key,
      attempt: key,
      fingerprint: '',
      model,
      baseUrl: 'https://api.apikley.ru',
      callback: false,
    }
    const now = Date.now()
    await ledger.begin({ ...begun, state: 'sending', sentAt: now, leaseUntil: now })
    await ledger.update(key, { state: 'accepted', taskId: `task of ${key}` })
    await ledger.update(key, change)
    allowance.settle(key, false)
  }
  return { account, allowance, reserve, write }
}

it('lets calls that come at once reserve no more than there is', async () => {
  const { allowance, reserve } = started(490)
  expect(await reserve('first', 160)).toBeUndefined()
  const answers = await Promise.all(['a', 'b', 'c', 'd'].map((key) => reserve(key, 160)))
  expect(answers).toMatchObject([undefined, undefined, { left: 10 }, { left: 10 }])
  expect(await allowance.spent()).toBe(480)
  allowance.settle('a', true)
  expect(await reserve('c', 160)).toBeUndefined()
})

it('lets an order without a price hold all that is left until it is charged', async () => {
  const { allowance, reserve, write } = started(500)
  expect(await reserve('a', undefined, 501)).toMatchObject({ left: 500, atLeast: 501 })
  expect(await reserve('a', undefined, 35)).toBeUndefined()
  await write('a', {})
  expect(await reserve('b', 1)).toMatchObject({ left: 0, heldBy: 'a' })
  await write('a', { state: 'succeeded', urls: [], credits: 35 })
  expect(await reserve('b', 1)).toBeUndefined()
  expect(await allowance.spent()).toBe(36)
})

it('counts what the account has lost where nobody says what an order was charged', async () => {
  const { account, allowance, reserve, write } = started(500)
  await reserve('a', undefined, 1)
  account.credits -= 320
  await write('a', { state: 'succeeded', urls: [] })
  // Another of its model costs no less, whatever was said.
  expect(await reserve('b', undefined, 1)).toMatchObject({ left: 180, atLeast: 320 })
  expect(await reserve('b', 180)).toBeUndefined()
  expect(await allowance.spent()).toBe(500)
})

it('counts what the account has lost beyond what orders are expected to cost', async () => {
  const { account, reserve, write } = started(500)
  await reserve('a', 160)
  account.credits -= 400
  await write('a', { state: 'succeeded', urls: [] })
  expect(await reserve('b', 160)).toMatchObject({ left: 100 })
})

it('and not what the ledger knows of orders of others', async () => {
  const { account, allowance, reserve, write } = started(500)
  await reserve('a', 160)
  account.credits -= 1_160
  await write('of another program', { state: 'succeeded', urls: [], credits: 1_000 })
  expect(await reserve('b', 160)).toBeUndefined()
  expect(await allowance.spent()).toBe(320)
})

it('holds everything where neither the API nor the account says what was charged', async () => {
  const { account, reserve, write } = started(500)
  await reserve('a', undefined, 1)
  account.credits += 5_000
  await write('a', { state: 'succeeded', urls: [] })
  expect(await reserve('b', 1)).toMatchObject({ left: 0, heldBy: 'a' })
})
