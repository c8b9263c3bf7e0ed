import type { ApikleyOptions, RateLimitError, RetryEvent } from '@apikley/client'
import { memoryLedger } from '@apikley/client'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { listed } from '../ledger/listed.ts'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'

const created: Reply = { code: 200, data: { taskId: 't1' } }
const busy: Reply = { code: 455, msg: 'maintenance' }

/** A client whose waits are over at once, and what it was told of its retries. */
async function setUpRetries(
  replies: Reply[],
  options: ApikleyOptions = {},
): Promise<Awaited<ReturnType<typeof setUp>> & { clock: FakeClock; retries: RetryEvent[] }> {
  const clock = new FakeClock((ms) => ms < 60_000 || ms > 60_001)
  const retries: RetryEvent[] = []
  const hooks = { onRetry: (event: RetryEvent) => retries.push(event) }
  const { server, apikley } = await setUp({ clock, hooks, models: [], ...(options as object) })
  server.on('createTask', ...replies)
  return { server, apikley, clock, retries }
}

const { input } = lighthouse
const model = { id: lighthouse.model }
const task = { model, input }

/** How much of each longest wait is waited. */
const jitter = (share: number): void => void vi.spyOn(Math, 'random').mockReturnValue(share)

beforeEach(() => {
  jitter(1)
  return () => vi.restoreAllMocks()
})

describe('what is refused for load is sent again', () => {
  it('until it is accepted, and each time after up to twice as long, at most 30 s', async () => {
    const { server, apikley, retries } = await setUpRetries([
      ...Array.from({ length: 8 }, () => busy),
      created,
    ])
    expect(await apikley.tasks.create(task)).toMatchObject({ taskId: 't1' })
    expect(server.to('createTask')).toHaveLength(9)
    expect(retries.map(({ inMs }) => inMs / 1000)).toEqual([1, 2, 4, 8, 16, 30, 30, 30])
    expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(retries[0]).toMatchObject({ request: { method: 'POST' }, error: { kind: 'maintenance' } })
  })

  it.for([0, 0.25, 0.75])('after a random share of that: %d', async (share) => {
    jitter(share)
    const { apikley, retries } = await setUpRetries([busy, busy, busy, created])
    await apikley.tasks.create(task)
    expect(retries.map(({ inMs }) => inMs)).toEqual([1_000 * share, 2_000 * share, 4_000 * share])
  })

  it('not before the API allows it', async () => {
    const wait: Reply = { status: 429, headers: { 'retry-after': '20' }, body: '' }
    const { apikley, clock, retries } = await setUpRetries([wait, created])
    const start = clock.now()
    await apikley.tasks.create(task)
    expect(retries.map(({ inMs }) => inMs)).toEqual([20_000])
    expect(clock.now() - start).toBe(20_000)
  })

  it('when nobody was there to refuse it', async () => {
    const refused = new TypeError('fetch failed', {
      cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }),
    })
    const fetch = vi
      .fn<typeof globalThis.fetch>(() => Promise.resolve(Response.json(created)))
      .mockRejectedValueOnce(refused)
    const { apikley } = await setUpRetries([], { fetch: (url, init) => fetch(url, init) })
    expect(await apikley.tasks.create(task)).toMatchObject({ taskId: 't1' })
    expect(fetch).toHaveBeenCalledTimes(2)
  })

  it('while all other requests of the client pause, after a 429', async () => {
    const { server, apikley, clock } = await setUpRetries([
      { status: 429, headers: { 'retry-after': '20' }, body: '' },
      created,
    ])
    const start = clock.now()
    await apikley.tasks.create(task, { submitWithinMs: 10_000 }).catch(() => {})
    expect(clock.now()).toBe(start)
    await apikley.tasks.create(task)
    expect(clock.now() - start).toBe(20_000)
    expect(server.received).toHaveLength(2)
  })

  it('under the same key, as a new attempt, each of which stands in the ledger', async () => {
    const ledger = memoryLedger()
    const begin = vi.spyOn(ledger, 'begin')
    const update = vi.spyOn(ledger, 'update')
    const { apikley } = await setUpRetries([busy, created], { ledger })
    const { key } = await apikley.tasks.create(task)
    const begun = begin.mock.calls.map(([intent]) => intent)
    expect(begun.map((intent) => intent.key)).toEqual([key, key])
    expect(new Set(begun.map(({ attempt }) => attempt)).size).toBe(2)
    expect(update.mock.calls.map(([, { state, taskId }]) => [state, taskId])).toEqual([
      ['rejected', undefined],
      ['accepted', 't1'],
    ])
    expect(await listed(ledger)).toMatchObject([{ key, state: 'accepted', taskId: 't1' }])
  })

  it('unless the answer to a later try is lost', async () => {
    const { server, apikley, retries } = await setUpRetries([busy, 'reset', created])
    const error = await rejection(apikley.tasks.create(task))
    expect(error).toMatchObject({ kind: 'unknown-submit', moneySpent: 'unknown' })
    expect(server.received).toHaveLength(2)
    expect(retries).toHaveLength(1)
  })
})

describe('the time for it', () => {
  it('is ten minutes by default', async () => {
    const { apikley, clock } = await setUpRetries([busy])
    const start = clock.now()
    expect(await rejection(apikley.tasks.create(task))).toMatchObject({
      kind: 'maintenance',
      moneySpent: 'no',
    })
    expect(clock.now() - start).toBeGreaterThan(600_000 - 30_000)
    expect(clock.now() - start).toBeLessThanOrEqual(600_000)
  })

  it('can be without end', async () => {
    const { server, apikley } = await setUpRetries([...Array.from({ length: 100 }, () => busy), created])
    await apikley.tasks.create(task, { submitWithinMs: null })
    expect(server.received).toHaveLength(101)
  })

  it('ends at once if the API asks for more', async () => {
    const wait: Reply = { status: 429, headers: { 'retry-after': '86400' }, body: '' }
    const { server, apikley } = await setUpRetries([wait, created])
    const error = (await rejection(apikley.tasks.create(task))) as RateLimitError
    expect(error).toMatchObject({ kind: 'rate', retryAfterMs: 86_400_000 })
    expect(server.received).toHaveLength(1)
  })

  it.for([0, -1, Number.NaN, '5'])('cannot be %j', async (submitWithinMs) => {
    const { server, apikley } = await setUpRetries([created])
    const error = await rejection(apikley.tasks.create(task, { submitWithinMs: submitWithinMs as number }))
    expect(error).toMatchObject({ kind: 'configuration', message: expect.stringContaining('submitWithinMs') })
    expect(server.received).toEqual([])
  })

  it('covers the wait for its turn: then nothing was sent', async () => {
    const { server, apikley } = await setUpRetries([created], {
      limits: { create: { requests: 1, perMs: 50_000 } },
    })
    await apikley.tasks.create(task)
    const error = await rejection(apikley.tasks.create(task, { submitWithinMs: 40_000 }))
    expect(error).toMatchObject({ kind: 'network', reason: 'timeout', moneySpent: 'no' })
    expect(server.received).toHaveLength(1)
  })
})

describe('an abort', () => {
  it('while it waits for its turn: nothing was sent, and nothing stands in the ledger', async () => {
    const clock = new FakeClock()
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({
      clock,
      ledger,
      limits: { create: { requests: 1, perMs: 50_000 } },
    })
    server.on('createTask', created)
    await apikley.tasks.create(task)
    const controller = new AbortController()
    const outcome = rejection(apikley.tasks.create(task, { signal: controller.signal }))
    await vi.waitUntil(() => clock.pending > 0)
    controller.abort(new Error('the user left'))
    expect(await outcome).toMatchObject({
      kind: 'aborted',
      moneySpent: 'no',
      cause: controller.signal.reason,
    })
    expect(server.received).toHaveLength(1)
    expect(await listed(ledger)).toHaveLength(1)
  })

  it('between two tries: it is not sent again', async () => {
    const controller = new AbortController()
    const hooks = { onRetry: () => controller.abort() }
    const { server, apikley } = await setUpRetries([busy, created], { hooks })
    const error = await rejection(apikley.tasks.create(task, { signal: controller.signal }))
    expect(error).toMatchObject({ kind: 'aborted', moneySpent: 'no' })
    expect(server.received).toHaveLength(1)
  })
})

it('a request is sent as it was when it was handed over, whatever its objects have become since', async () => {
  const { server, apikley } = await setUpRetries([created])
  const reused = { prompt: 'one' }
  const first = apikley.tasks.create({ model, input: reused })
  const second = apikley.generate(model, reused).catch(() => {})
  reused.prompt = 'another'
  await Promise.all([first, second])
  const prompts = server.to('createTask').map(({ body }) => JSON.parse(String(body)).input.prompt)
  expect(prompts).toEqual(['one', 'one'])
})
