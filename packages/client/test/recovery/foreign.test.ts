import { createApikley, type Submission, uncheckedModel } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { key as apiKey, lighthouse, rejection } from '../set-up.ts'
import { record, succeeded, taskId } from '../tasks/records.ts'
import { onNextLook, setUpShared } from './set-up-shared.ts'

const key = 'order-17'
const { model, input } = lighthouse
const accepted = (id: string): { code: number; data: object } => ({ code: 200, data: { taskId: id } })

describe('a key that was used with another API', () => {
  const taken: [name: string, facts: Partial<Submission>][] = [
    ['is being sent', { leaseUntil: 1e9 }],
    ['has an unknown outcome', { state: 'unknown' }],
    ['was accepted', { state: 'accepted', taskId: 't1' }],
    ['has succeeded', { state: 'succeeded', taskId: 't1', files: ['a.mp4'] }],
    ['has failed', { state: 'failed', taskId: 't1' }],
  ]
  it.for(taken)('is refused, and where it was used is told: it %s', async ([, facts]) => {
    const { one, two, ledger, leave } = await setUpShared()
    await leave({ key, ...facts })
    const before = await ledger.get(key)
    for (const call of [
      () => two.apikley.tasks.create(lighthouse, { key }),
      () => two.apikley.generate(model, input, { key }),
    ]) {
      const error = await rejection(call())
      expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no', problems: [{ path: 'key' }] })
      expect(String(error)).toContain(
        `key was used with another API, ${one.server.url}. No money was spent. Use`,
      )
    }
    const [item] = await two.apikley.generateMany([{ model, input, key }])
    expect(item).toMatchObject({ status: 'rejected', reason: { kind: 'validation' } })
    expect(two.server.received).toEqual([])
    expect(await ledger.get(key)).toEqual(before)
  })

  it('is free after a refusal', async () => {
    const { one, two, ledger } = await setUpShared()
    one.server.on('createTask', { code: 402, msg: 'Credits insufficient' })
    two.server.on('createTask', accepted('t2'))
    await rejection(one.apikley.tasks.create(lighthouse, { key }))
    expect(await two.apikley.tasks.create(lighthouse, { key })).toEqual({ taskId: 't2', key })
    expect(await ledger.get(key)).toMatchObject({ baseUrl: two.server.url, state: 'accepted' })
  })

  it('at the same moment is sent to one of them alone', async () => {
    const { one, two } = await setUpShared()
    for (const { server } of [one, two]) server.on('createTask', accepted('t1'))
    const settled = await Promise.allSettled(
      [one, two].map(({ apikley }) => apikley.tasks.create(lighthouse, { key })),
    )
    expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(settled).toContainEqual({
      status: 'rejected',
      reason: expect.objectContaining({ kind: 'validation' }),
    })
    expect([...one.server.received, ...two.server.received]).toHaveLength(1)
  })

  it('is not another one if only the spelling of its address is', async () => {
    const { one, ledger, clock } = await setUpShared()
    one.server.on('createTask', accepted('t1'))
    await one.apikley.tasks.create(lighthouse, { key })
    const baseUrl = `${one.server.url.replace('http://127.0.0.1', 'HTTP://127.1')}//`
    const spelt = createApikley({ apiKey, baseUrl, clock, ledger })
    const again = spelt.tasks.create({ ...lighthouse, model: uncheckedModel(model) }, { key })
    expect(await again).toEqual({ taskId: 't1', key })
    expect(one.server.received).toHaveLength(1)
  })

  it('is not changed by the answer that comes late to who had it before', async () => {
    const { one, two, ledger, clock } = await setUpShared({ timeoutMs: null })
    const answer = one.server.hold('createTask')
    const answerOther = two.server.hold('createTask')
    const late = one.apikley.tasks.create(lighthouse, { key })
    await one.server.arrival('createTask')
    clock.advance(630_001)
    await two.apikley.submissions.settle(key, { created: false })
    const other = two.apikley.tasks.create(lighthouse, { key })
    await two.server.arrival('createTask')
    const before = await ledger.get(key)
    answer(accepted('t1'))
    expect(await late).toEqual({ taskId: 't1', key })
    expect(await ledger.get(key)).toEqual(before)
    expect(one.logged()).toContain('A key has two tasks')
    answerOther(accepted('t2'))
    expect(await other).toEqual({ taskId: 't2', key })
  })

  it('is not answered to who had it before, and failed late', async () => {
    const { one, two, clock } = await setUpShared({ timeoutMs: null })
    const answer = one.server.hold('createTask')
    two.server.on('createTask', accepted('t2'))
    const late = rejection(one.apikley.tasks.create(lighthouse, { key }))
    await one.server.arrival('createTask')
    clock.advance(630_001)
    await two.apikley.submissions.settle(key, { created: false })
    await two.apikley.tasks.create(lighthouse, { key })
    answer({ code: 402, msg: 'Credits insufficient' })
    expect(await late).toMatchObject({ kind: 'credits', moneySpent: 'no' })
  })

  it('is not taken for the callback that a generation waits for', async () => {
    const { one, two, clock } = await setUpShared({ callbacks: { url: 'https://example.com/hook' } })
    one.apikley.callbacks.handler()
    one.server.on('createTask', 'reset')
    two.server.on('createTask', accepted('t2'))
    onNextLook(clock, async () => {
      await two.apikley.submissions.settle(key, { created: false })
      await two.apikley.tasks.create(lighthouse, { key })
    })
    const error = await rejection(one.apikley.generate(model, input, { key }))
    expect(error).toMatchObject({ kind: 'unknown-submit', key })
    expect(one.server.to('recordInfo')).toEqual([])
  })
})

describe('a wait for a task of another API', () => {
  it('goes on, says so, and leaves its submission alone', async () => {
    const { one, two, ledger, leave } = await setUpShared()
    await leave({ key, state: 'accepted', taskId })
    const before = await ledger.get(key)
    two.server.on('recordInfo', record('generating'), succeeded())
    expect(await two.apikley.tasks.wait(taskId)).toMatchObject({ state: 'success' })
    expect(await ledger.get(key)).toEqual(before)
    expect(two.logged()).toContain(`'${key}' belongs to another API, ${one.server.url}, and is left alone`)
  })

  it('that is watched, too', async () => {
    const { two, ledger, leave } = await setUpShared()
    await leave({ key, state: 'accepted', taskId })
    const before = await ledger.get(key)
    two.server.on('recordInfo', succeeded())
    for await (const { state } of two.apikley.tasks.watch(taskId)) expect(state).toBe('success')
    expect(await ledger.get(key)).toEqual(before)
    expect(two.logged()).toContain('belongs to another API')
  })

  it('does not know from its submission that it was paid for', async () => {
    const { two, leave } = await setUpShared()
    await leave({ key, state: 'accepted', taskId })
    two.server.on('recordInfo', { code: 401, msg: 'no' })
    expect(await rejection(two.apikley.tasks.wait(taskId))).toMatchObject({ moneySpent: 'unknown' })
  })

  it('does not say so of its own', async () => {
    const { one, ledger, leave } = await setUpShared()
    await leave({ key, state: 'accepted', taskId })
    one.server.on('recordInfo', succeeded())
    await one.apikley.tasks.wait(taskId)
    expect(await ledger.get(key)).toMatchObject({ state: 'succeeded' })
    expect(one.logged()).not.toContain('another API')
  })
})

describe('a recovery', () => {
  it('reports those of another API, asks about none and changes none', async () => {
    const { one, two, ledger, clock, leave, folder } = await setUpShared()
    await leave(
      { key: 'sending' },
      { key: 'sent now', leaseUntil: clock.now() + 90_000 },
      { key: 'unknown', state: 'unknown', callback: true },
      { key: 'accepted', state: 'accepted', taskId: 't1' },
      { key: 'not saved', state: 'succeeded', taskId: 't2', saveTo: `${folder}/a.mp4` },
      { key: 'failed', state: 'failed', taskId: 't3' },
      { key: 'own', state: 'accepted', taskId, baseUrl: two.server.url },
    )
    two.server.on('recordInfo', succeeded())
    const before = await two.apikley.submissions.list()
    const begun = clock.now()
    const { foreign, finished, ...rest } = await two.apikley.recover()
    expect(foreign).toEqual(before.slice(0, 5))
    expect(foreign.map(({ baseUrl }) => baseUrl)).toEqual(foreign.map(() => one.server.url))
    expect(finished).toMatchObject([{ submission: { key: 'own' } }])
    expect(rest).toEqual({ failed: [], pending: [], undecided: [] })
    expect(clock.now() - begun).toBeLessThan(60_000)
    const after = await ledger.list()[Symbol.asyncIterator]().next()
    expect(after.value).toEqual(before[0])
    expect((await two.apikley.submissions.list()).slice(0, 6)).toEqual(before.slice(0, 6))
    expect(new Set(two.server.to('recordInfo').map(({ url }) => url.split('taskId=')[1]))).toEqual(
      new Set([taskId]),
    )
  })

  it('of results without a place reports those only that it would save', async () => {
    const { two, leave, folder } = await setUpShared()
    await leave({ key, state: 'succeeded', taskId })
    expect((await two.apikley.recover()).foreign).toEqual([])
    expect((await two.apikley.recover({ saveTo: () => `${folder}/a.mp4` })).foreign).toMatchObject([{ key }])
    expect(two.server.received).toEqual([])
  })
})

describe('a person decides about one of another API', () => {
  it('that it made a task, and its own client takes it up', async () => {
    const { one, two, leave } = await setUpShared()
    await leave({ key, state: 'unknown' })
    expect(await two.apikley.submissions.settle(key, { taskId })).toMatchObject({
      state: 'accepted',
      baseUrl: one.server.url,
    })
    one.server.on('recordInfo', succeeded())
    expect((await one.apikley.recover()).finished).toMatchObject([{ task: { taskId } }])
  })

  it('that nobody can finish it', async () => {
    const { one, two, leave } = await setUpShared()
    await leave({ key, state: 'unknown' })
    await two.apikley.submissions.forget(key, 'that API is no more')
    expect((await two.apikley.recover()).foreign).toEqual([])
    for (const { apikley } of [one, two]) {
      expect(String(await rejection(apikley.tasks.create(lighthouse, { key })))).toContain(
        'that API is no more',
      )
    }
  })
})

it('a budget counts what was sent to another API, too', async () => {
  const budget = { prices: { [model]: 160 }, maxSpend: { credits: 200, perMs: 1e9 } }
  const { one, two } = await setUpShared(budget)
  one.server.on('createTask', accepted('t1'))
  await one.apikley.tasks.create(lighthouse)
  expect(await rejection(two.apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
  expect(two.server.received).toEqual([])
})
