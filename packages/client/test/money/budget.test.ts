import { memoryLedger, twinPrices, uncheckedModel } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { failed, succeeded } from '../tasks/records.ts'

const prices = { [lighthouse.model]: 100 }

/** Answers to createTask, each with a task id of its own. */
const accepted = (count: number): Reply[] =>
  Array.from({ length: count }, (_, index) => ({ code: 200, data: { taskId: `t${index}` } }))

/** A clock whose sleeps are over at once, except time-outs of requests. */
const quick = (): FakeClock => new FakeClock((ms) => ms !== 60_000)

describe('a budget', () => {
  it('lets tasks pass that it has credits for, and stops the next one before it is sent', async () => {
    const { server, apikley } = await setUp({ prices, maxSpend: 250 })
    server.on('createTask', ...accepted(3))
    await apikley.tasks.create(lighthouse)
    await apikley.tasks.create(lighthouse)
    const error = await rejection(apikley.tasks.create(lighthouse))
    expect(error).toMatchObject({ kind: 'budget', moneySpent: 'no' })
    expect(String(error)).toContain('100 credits, and of the 250 that may be spent 200 are spent or reserved')
    expect(server.received).toHaveLength(2)
  })

  it('is kept by calls that come at once', async () => {
    const { server, apikley } = await setUp({ prices, maxSpend: 300 })
    server.on('createTask', ...accepted(10))
    const settled = await Promise.allSettled(
      Array.from({ length: 10 }, () => apikley.tasks.create(lighthouse)),
    )
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(server.received).toHaveLength(3)
  })

  it('is kept by clients that share a ledger', async () => {
    const ledger = memoryLedger()
    const clock = new FakeClock()
    const clients = await Promise.all(
      [1, 2].map(() => setUp({ ledger, clock, prices, maxSpend: { credits: 300, perMs: 60_000 } })),
    )
    for (const { server } of clients) server.on('createTask', ...accepted(4))
    const settled = await Promise.allSettled(
      clients.flatMap(({ apikley }) => [1, 2, 3, 4].map(() => apikley.tasks.create(lighthouse))),
    )
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
  })

  it('gets back what a refusal or a failed task did not cost', async () => {
    const { server, apikley } = await setUp({ clock: quick(), prices, maxSpend: 100 })
    server
      .on('createTask', { code: 422, msg: 'no' }, ...accepted(2))
      .on('recordInfo', failed('500', 'Internal error', { taskId: 't0', creditsConsumed: 0 }))
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'validation' })
    const { taskId } = await apikley.tasks.create(lighthouse)
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
    expect(await rejection(apikley.tasks.wait(taskId))).toMatchObject({ kind: 'task-failed' })
    expect(await apikley.tasks.create(lighthouse)).toMatchObject({ taskId: 't1' })
  })

  it('gets back what was reserved for a try that was refused for load', async () => {
    const { server, apikley } = await setUp({ clock: quick(), prices, maxSpend: 100 })
    server.on('createTask', { code: 455, msg: 'later' }, { code: 455, msg: 'later' }, ...accepted(2))
    expect(await apikley.tasks.create(lighthouse, { key: 'a' })).toMatchObject({ taskId: 't0' })
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
  })

  it('gets that back from another client of the ledger, too', async () => {
    const ledger = memoryLedger()
    const clock = quick()
    const { server, apikley } = await setUp({ ledger, clock, prices, maxSpend: 200 })
    server.on('createTask', ...accepted(2))
    const key = 'of another client'
    const begin = (attempt: string): Promise<unknown> =>
      ledger.begin({
        key,
        attempt,
        fingerprint: 'f',
        model: 'm',
        baseUrl: 'https://api.example.com',
        state: 'sending',
        sentAt: clock.now(),
        leaseUntil: clock.now() + 90_000,
        callback: false,
        credits: 50,
      })
    await begin('one')
    await apikley.tasks.create(lighthouse)
    await ledger.update(key, { state: 'rejected' })
    await begin('two')
    const error = await rejection(apikley.tasks.create(lighthouse))
    expect(String(error)).toContain('150 are spent or reserved')
  })

  it('does not count what is pruned', async () => {
    const ledger = memoryLedger()
    const clock = quick()
    const { server, apikley } = await setUp({ ledger, clock, prices, maxSpend: 100 })
    server.on('createTask', ...accepted(2)).on('recordInfo', succeeded({ taskId: 't0' }))
    const { taskId } = await apikley.tasks.create(lighthouse)
    await apikley.tasks.wait(taskId)
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
    await ledger.prune(clock.now() + 1)
    await apikley.tasks.create(lighthouse)
  })

  it('of a client counts what was sent after the clock was set back by days', async () => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock, prices, maxSpend: 200 })
    server.on('createTask', ...accepted(3))
    await apikley.tasks.create(lighthouse)
    clock.advance(-3 * 86_400_000)
    await apikley.tasks.create(lighthouse)
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
    clock.advance(3 * 86_400_000)
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
  })

  it('of a span of time counts what was sent while the clock was set back by days', async () => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock, prices, maxSpend: { credits: 200, perMs: 3_600_000 } })
    server.on('createTask', ...accepted(3))
    await apikley.tasks.create(lighthouse)
    clock.advance(-3 * 86_400_000)
    await apikley.tasks.create(lighthouse)
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
    clock.advance(3 * 86_400_000)
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
    expect(server.received).toHaveLength(2)
  })

  it.for(['begin', 'spending'] as const)('sends nothing when the ledger fails in %s', async (name) => {
    const failing = { [name]: () => Promise.reject(new Error('disk gone')) }
    const { server, apikley } = await setUp({
      ledger: { ...memoryLedger(), ...failing },
      prices,
      maxSpend: 50,
    })
    const error = await rejection(apikley.tasks.create(lighthouse, { key: 'a' }))
    expect(error).toMatchObject({ kind: 'ledger', moneySpent: 'no' })
    expect(server.received).toEqual([])
  })

  it('that is exceeded leaves the key free', async () => {
    const { server, apikley } = await setUp({ prices, maxSpend: 50 })
    expect(await rejection(apikley.tasks.create(lighthouse, { key: 'a' }))).toMatchObject({ kind: 'budget' })
    expect(await apikley.submissions.get('a')).toMatchObject({ state: 'rejected' })
    expect(server.received).toEqual([])
  })

  it('is not made larger by a charge below zero', async () => {
    const { server, apikley } = await setUp({ clock: quick(), prices, maxSpend: 100 })
    server
      .on('createTask', ...accepted(2))
      .on('recordInfo', succeeded({ taskId: 't0', creditsConsumed: -500 }))
    const { taskId } = await apikley.tasks.create(lighthouse)
    await apikley.tasks.wait(taskId)
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
  })

  it.for([null, NaN, '100'])('is not passed by a price that is no number: %j', async (price) => {
    const { server, apikley } = await setUp({
      prices: { [lighthouse.model]: () => price as never },
      maxSpend: 100,
    })
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'configuration' })
    expect(server.received).toEqual([])
  })

  it('counts what the API says that a task was charged', async () => {
    const { server, apikley } = await setUp({ clock: quick(), prices, maxSpend: 150 })
    server.on('createTask', ...accepted(2)).on('recordInfo', succeeded({ taskId: 't0', creditsConsumed: 40 }))
    const { taskId } = await apikley.tasks.create(lighthouse)
    await apikley.tasks.wait(taskId)
    expect(await apikley.tasks.create(lighthouse)).toMatchObject({ taskId: 't1' })
  })

  it('counts a submission whose outcome is unknown', async () => {
    const { server, apikley } = await setUp({ prices, maxSpend: 100 })
    server.on('createTask', 'reset', ...accepted(1))
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'unknown-submit' })
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
  })

  it('of a span of time is there again when the span is over', async () => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock, prices, maxSpend: { credits: 100, perMs: 3_600_000 } })
    server.on('createTask', ...accepted(2))
    await apikley.tasks.create(lighthouse)
    expect(String(await rejection(apikley.tasks.create(lighthouse)))).toContain('in 3600000 ms')
    clock.advance(3_600_001)
    await apikley.tasks.create(lighthouse)
    expect(server.received).toHaveLength(2)
  })

  it('does not let pass what has no price', async () => {
    const { server, apikley } = await setUp({ prices, maxSpend: 1_000 })
    const error = await rejection(apikley.tasks.create({ model: uncheckedModel('new/model'), input: {} }))
    expect(error).toMatchObject({ kind: 'configuration', moneySpent: 'no' })
    expect(String(error)).toContain("prices, in credits: { 'new/model': 160 }")
    expect(server.received).toEqual([])
  })

  it('suggests a function where the price depends on the input: a number would count too little', async () => {
    const { server, apikley } = await setUp({ prices: twinPrices, maxSpend: 1_000 })
    const input = { ...lighthouse.input, duration: '10' } as const
    const error = await rejection(apikley.tasks.create({ model: lighthouse.model, input }))
    expect(error).toMatchObject({ kind: 'configuration', moneySpent: 'no' })
    expect(String(error)).toContain(`{ '${lighthouse.model}': ({ duration }) => `)
    expect(String(error)).not.toContain(`'${lighthouse.model}': 160`)
    expect(server.received).toEqual([])
  })

  it.for([NaN, -1, { credits: 5, perMs: 0 }, { credits: NaN, perMs: 1 }])(
    'that is none is an error of the client that is made with it: %j',
    async (maxSpend) => {
      expect(await rejection(setUp({ prices, maxSpend }))).toMatchObject({ kind: 'configuration' })
    },
  )
})

describe('an estimate', () => {
  it('comes from the prices, by the input', async () => {
    const { apikley } = await setUp({
      prices: { [lighthouse.model]: ({ duration = '5' }) => (duration === '5' ? 160 : undefined) },
    })
    const { model } = lighthouse
    expect(apikley.estimate(model, { prompt: 'a' })).toBe(160)
    expect(apikley.estimate(model, { prompt: 'a', duration: '10' })).toBeUndefined()
  })

  it('comes from what is documented for the twin API, and is missing beyond that', async () => {
    const { apikley } = await setUp({ prices: twinPrices })
    const { model } = lighthouse
    expect(apikley.estimate(model, { prompt: 'a' })).toBe(160)
    expect(apikley.estimate(model, { prompt: 'a', duration: '10' })).toBeUndefined()
  })

  it('that cannot be worked out is an error, and nothing is sent', async () => {
    const { server, apikley } = await setUp({
      prices: {
        [lighthouse.model]: () => {
          throw new Error('no table')
        },
      },
    })
    const error = await rejection(apikley.tasks.create(lighthouse))
    expect(error).toMatchObject({ kind: 'configuration', moneySpent: 'no', cause: expect.any(Error) })
    expect(server.received).toEqual([])
  })

  it('is missing where nobody said', async () => {
    const { apikley } = await setUp()
    expect(apikley.estimate(lighthouse.model, lighthouse.input)).toBeUndefined()
    expect(apikley.estimate(uncheckedModel('toString'), {})).toBeUndefined()
  })
})

describe('credits are looked at first, if asked', () => {
  it.for<[name: string, credits: number, price: number | undefined]>([
    ['enough for the price', 100.5, 100],
    ['some, and no price', 0.5, undefined],
  ])('%s: it is sent', async ([, credits, price]) => {
    const { server, apikley } = await setUp({ prices: { [lighthouse.model]: price } })
    server.on('createTask', ...accepted(1)).on('credit', { code: 200, data: credits })
    expect(await apikley.tasks.create(lighthouse, { checkCredits: true })).toMatchObject({ taskId: 't0' })
  })

  it.for<[name: string, credits: number, price: number | undefined]>([
    ['less than the price', 99.5, 100],
    ['none, and no price', 0, undefined],
  ])('%s: nothing is sent', async ([, credits, price]) => {
    const { server, apikley } = await setUp({ prices: { [lighthouse.model]: price } })
    server.on('createTask', ...accepted(1)).on('credit', { code: 200, data: credits })
    const error = await rejection(apikley.tasks.create(lighthouse, { checkCredits: true }))
    expect(error).toMatchObject({ kind: 'credits', moneySpent: 'no' })
    expect(String(error)).toContain(`The account has ${credits} credits`)
    expect(server.to('createTask')).toEqual([])
  })

  it('not otherwise', async () => {
    const { server, apikley } = await setUp()
    server.on('createTask', ...accepted(1))
    await apikley.tasks.create(lighthouse)
    expect(server.to('credit')).toEqual([])
  })

  it('and if they cannot be seen, nothing is sent', async () => {
    const { server, apikley } = await setUp()
    server.on('createTask', ...accepted(1)).on('credit', 'reset')
    expect(await rejection(apikley.tasks.create(lighthouse, { checkCredits: true }))).toMatchObject({
      kind: 'network',
      moneySpent: 'no',
    })
    expect(server.to('createTask')).toEqual([])
  })
})
