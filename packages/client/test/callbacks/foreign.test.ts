import type { Submission } from '@apikley/client'
import { nodeHandler } from '@apikley/client/node'
import { expect, it } from 'vitest'
import { setUpShared, type Shared } from '../recovery/set-up-shared.ts'
import { lighthouse } from '../set-up.ts'
import { succeeded, taskId, url } from '../tasks/records.ts'
import { bodyOf, serve } from './set-up.ts'

const query = '?apikley_key=mine'

/** A record that agrees that it was made with the key. */
const ours = succeeded({
  param: JSON.stringify({ model: lighthouse.model, callBackUrl: `https://example.com/hook${query}` }),
})

/** A submission `mine` to the first API, and the handler of the client of one of them. */
async function setUpHandler(
  side: 'one' | 'two',
  facts: Partial<Submission>,
): Promise<Shared & { told: unknown[]; post: (search?: string) => Promise<number> }> {
  const shared = await setUpShared()
  await shared.leave({ key: 'mine', callback: true, ...facts })
  const { server, apikley } = shared[side]
  server.on('recordInfo', ours)
  const told: unknown[] = []
  const handler = apikley.callbacks.handler({
    answerWithinMs: 60_000,
    onTask: (task, { key }) => told.push([task.taskId, key]),
  })
  const address = await serve(nodeHandler(handler))
  const post = async (search = ''): Promise<number> =>
    (await fetch(address + search, { method: 'POST', body: bodyOf() })).status
  return { ...shared, told, post }
}

it.for(['sending', 'unknown', 'rejected'] as const)(
  'a key in the address brings no task to a submission of another API: it is %s',
  async (state) => {
    const { one, two, ledger, told, post } = await setUpHandler('two', { state })
    const before = await ledger.get('mine')
    expect(await post(query)).toBe(200)
    expect(await ledger.get('mine')).toEqual(before)
    expect(told).toEqual([[taskId, undefined]])
    expect(two.logged()).toContain(`'mine' belongs to another API, ${one.server.url}, and is left alone`)
  },
)

it.for(['', query])('a task of another API is told of without its key: "%s"', async (search) => {
  const { two, ledger, told, post } = await setUpHandler('two', { state: 'accepted', taskId })
  const before = await ledger.get('mine')
  expect(await post(search)).toBe(200)
  expect(await ledger.get('mine')).toEqual(before)
  expect(told).toEqual([[taskId, undefined]])
  expect(two.logged()).toContain('belongs to another API')
})

it('a task of another API is not brought to a submission of this one', async () => {
  const { two, ledger, told, post, leave } = await setUpHandler('two', {
    key: 'other',
    state: 'accepted',
    taskId,
  })
  await leave({ key: 'mine', state: 'unknown', callback: true, baseUrl: two.server.url })
  expect(await post(query)).toBe(409)
  expect(told).toEqual([])
  expect(await ledger.get('mine')).toMatchObject({ state: 'unknown' })
})

it('what was forgotten takes down its task and its result, and stays closed', async () => {
  const facts = { state: 'forgotten', reason: 'nobody knows' } as const
  const { ledger, told, post } = await setUpHandler('one', facts)
  expect(await post(query)).toBe(200)
  expect(await ledger.get('mine')).toMatchObject({ ...facts, taskId, urls: [url] })
  expect(told).toEqual([[taskId, 'mine']])
})

it('a submission that a person decides about at the same moment is looked at anew', async () => {
  const { one, two, ledger, told, post } = await setUpHandler('one', { state: 'unknown' })
  const answer = one.server.hold('recordInfo')
  const first = post(query)
  await one.server.arrival('recordInfo')
  await two.apikley.submissions.settle('mine', { created: false })
  answer(ours)
  expect(await first).toBe(503)
  expect(await ledger.get('mine')).toMatchObject({ state: 'rejected' })
  expect(told).toEqual([])

  one.server.on('recordInfo', ours)
  expect(await post(query)).toBe(200)
  expect(await ledger.get('mine')).toMatchObject({ state: 'succeeded', taskId })
  expect(told).toEqual([[taskId, 'mine']])
})
