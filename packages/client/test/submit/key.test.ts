import { type Apikley, type ApikleyOptions, createApikley, type Ledger, memoryLedger } from '@apikley/client'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import type { ScriptedServer } from '../server.ts'
import { key as apiKey, lighthouse, rejection, startServer } from '../set-up.ts'

const accepted = (taskId: string): { code: number; data: object } => ({ code: 200, data: { taskId } })
const refused = { code: 402, msg: 'Credits insufficient' }
const other = { ...lighthouse, input: { prompt: 'another' } }
const key = 'order 17/4711'

/** Clients that share a ledger, as two processes do, and know nothing of each other. */
async function setUpClients(
  ledger: Ledger = memoryLedger(),
  clock = new FakeClock((ms) => ms <= 1_000),
  { server: started, ...options }: ApikleyOptions & { server?: ScriptedServer } = {},
): Promise<{ server: ScriptedServer; ledger: Ledger; clock: FakeClock; one: Client; two: Client }> {
  const server = started ?? (await startServer())
  const client = (): Client =>
    createApikley({ apiKey, baseUrl: server.url, clock, ledger, ...options, models: [kling] })
  return { server, ledger, clock, one: client(), two: client() }
}

type Client = Apikley<typeof kling>

describe('one key makes one task', () => {
  it('when it comes again: nothing is sent', async () => {
    const { server, one, two } = await setUpClients()
    server.on('createTask', accepted('t1'), accepted('t2'))
    const first = await one.tasks.create(lighthouse, { key })
    expect(first).toEqual({ taskId: 't1', key })
    expect(await one.tasks.create(lighthouse, { key })).toEqual(first)
    expect(await two.tasks.create({ ...lighthouse }, { key })).toEqual(first)
    expect(server.received).toHaveLength(1)
  })

  it.for(['succeeded', 'failed'] as const)('when the task has %s', async (state) => {
    const { server, ledger, one } = await setUpClients()
    server.on('createTask', accepted('t1'))
    await one.tasks.create(lighthouse, { key })
    await ledger.update(key, { state })
    expect(await one.tasks.create(lighthouse, { key })).toEqual({ taskId: 't1', key })
    expect(server.received).toHaveLength(1)
  })

  it('whatever the order of the fields', async () => {
    const { server, one } = await setUpClients()
    server.on('createTask', accepted('t1'))
    const { model } = lighthouse
    await one.tasks.create({ model, input: { prompt: 'x', duration: '5' } }, { key })
    await one.tasks.create({ input: { duration: '5', prompt: 'x' }, model }, { key })
    expect(server.received).toHaveLength(1)
  })

  it('when many calls come at once', async () => {
    const { server, one } = await setUpClients()
    server.on('createTask', accepted('t1'), accepted('t2'))
    const tasks = await Promise.all(Array.from({ length: 50 }, () => one.tasks.create(lighthouse, { key })))
    expect(new Set(tasks.map(({ taskId }) => taskId))).toEqual(new Set(['t1']))
    expect(server.received).toHaveLength(1)
  })

  it('when two processes come at once: one sends, the other waits for its outcome', async () => {
    const { server, clock, one, two } = await setUpClients(memoryLedger(), new FakeClock())
    server.on('createTask', accepted('t1'), accepted('t2'))
    const tasks = [one, two].map((client) => client.tasks.create(lighthouse, { key }))
    await Promise.race(tasks)
    clock.advance(1_000)
    expect(await Promise.all(tasks)).toEqual([
      { taskId: 't1', key },
      { taskId: 't1', key },
    ])
    expect(server.received).toHaveLength(1)
  })

  it('when another process begins it after this one has looked', async () => {
    const ledger = memoryLedger()
    const get = vi.spyOn(ledger, 'get')
    const { server, clock, one, two } = await setUpClients(ledger, new FakeClock())
    server.on('createTask', 'hang')
    void one.tasks.create(lighthouse, { key }).catch(() => {})
    await server.arrival('createTask')
    get.mockResolvedValueOnce(undefined)
    const second = two.tasks.create(lighthouse, { key })
    await vi.waitUntil(() => clock.pending > 1)
    await ledger.update(key, { state: 'accepted', taskId: 't1' })
    clock.advance(1_000)
    expect(await second).toEqual({ taskId: 't1', key })
    expect(server.received).toHaveLength(1)
  })

  it('when one process is still at it: its refusal sets the key free for the other', async () => {
    const { server, clock, one, two } = await setUpClients(memoryLedger(), new FakeClock())
    server.on('createTask', refused, accepted('t2'))
    const tasks = [one, two].map((client) => client.tasks.create(lighthouse, { key }))
    const settled = Promise.allSettled(tasks)
    // Whichever of them was first.
    expect(await rejection(Promise.race(tasks))).toMatchObject({ kind: 'credits' })
    clock.advance(1_000)
    const accepts = (await settled).flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    expect(accepts).toEqual([{ taskId: 't2', key }])
    expect(server.received).toHaveLength(2)
  })
})

describe('a refusal', () => {
  it('is shared by all calls of a process', async () => {
    const { server, one } = await setUpClients()
    const answer = server.hold('createTask')
    const digest = vi.spyOn(crypto.subtle, 'digest')
    const calls = [1, 2, 3].map(() => rejection(one.tasks.create(lighthouse, { key })))
    // All of them have come when the API answers: their fingerprints take a moment each.
    await Promise.all(digest.mock.results.map(({ value }) => value as Promise<unknown>))
    await server.arrival('createTask')
    answer(refused)
    const errors = await Promise.all(calls)
    expect(digest).toHaveBeenCalledTimes(3)
    expect(errors).toMatchObject([{ kind: 'credits' }, { kind: 'credits' }, { kind: 'credits' }])
    expect(server.received).toHaveLength(1)
  })

  it('sets the key free, for a corrected request too', async () => {
    const { server, ledger, one } = await setUpClients()
    server.on('createTask', { code: 422, msg: 'no' }, accepted('t1'))
    await rejection(one.tasks.create(lighthouse, { key }))
    expect(await ledger.get(key)).toMatchObject({
      state: 'rejected',
      reason: expect.stringContaining('422 no'),
    })
    expect(await one.tasks.create(other, { key })).toMatchObject({ taskId: 't1' })
  })

  it('that is only the impatience of one caller is not shared', async () => {
    const { server, clock, one } = await setUpClients(memoryLedger(), new FakeClock(), {
      limits: { create: { requests: 1, perMs: 10_000 } },
    })
    server.on('createTask', accepted('t0'), accepted('t1'))
    await one.tasks.create(lighthouse)
    const controller = new AbortController()
    const first = rejection(one.tasks.create(lighthouse, { key, signal: controller.signal }))
    const second = one.tasks.create(lighthouse, { key })
    await vi.waitUntil(() => clock.pending > 0)
    controller.abort()
    expect(await first).toMatchObject({ kind: 'aborted', moneySpent: 'no' })
    await vi.waitUntil(() => (clock.advance(1_000), server.received.length === 2))
    expect(await second).toEqual({ taskId: 't1', key })
  })
})

it('a call that was given up before it came does not wait for another one with its key', async () => {
  const { server, one } = await setUpClients(memoryLedger(), new FakeClock())
  server.on('createTask', 'hang')
  void one.tasks.create(lighthouse, { key }).catch(() => {})
  await server.arrival('createTask')
  const late = rejection(one.tasks.create(lighthouse, { key, signal: AbortSignal.abort() }))
  expect(await late).toMatchObject({ kind: 'unknown-submit', key, reason: 'aborted' })
})

describe('an unknown outcome', () => {
  it('is told again, and nothing is sent', async () => {
    const { server, clock, one, two } = await setUpClients()
    server.on('createTask', 'reset', accepted('t2'))
    const sentAt = new Date(clock.now())
    const error = await rejection(one.tasks.create(lighthouse, { key }))
    const fingerprint = expect.stringMatching(/^[0-9a-f]{64}$/)
    expect(error).toMatchObject({ kind: 'unknown-submit', key, sentAt, fingerprint, reason: 'connection' })
    clock.advance(10_000_000)
    for (const client of [one, two]) {
      const again = await rejection(client.tasks.create(lighthouse, { key }))
      expect(again).toMatchObject({ kind: 'unknown-submit', key, sentAt, fingerprint, moneySpent: 'unknown' })
      expect(String(again)).toContain('it was sent before')
    }
    expect(server.received).toHaveLength(1)
  })

  it('says where to look when no callback can tell', async () => {
    const { server, one } = await setUpClients()
    server.on('createTask', 'reset')
    const error = await rejection(one.tasks.create(lighthouse))
    expect(error).toMatchObject({ nextStep: expect.stringContaining("account's list of tasks") })
  })

  it('is waited for where the callback can tell, and then the key answers the task', async () => {
    const { server, ledger, one } = await setUpClients()
    server.on('createTask', 'reset')
    const task = { ...lighthouse, callBackUrl: 'https://example.com/done' }
    const error = await rejection(one.tasks.create(task, { key }))
    expect(error).toMatchObject({ nextStep: expect.stringContaining('its callback will tell') })
    await ledger.update(key, { state: 'accepted', taskId: 't9' })
    expect(await one.tasks.create(task, { key })).toEqual({ taskId: 't9', key })
    expect(server.received).toHaveLength(1)
  })

  it('that the callback has settled before the answer is given up is a success', async () => {
    const { server, clock, ledger, one } = await setUpClients()
    server.on('createTask', 'hang')
    const task = one.tasks.create(lighthouse, { key })
    await server.arrival('createTask')
    await ledger.update(key, { state: 'accepted', taskId: 't9' })
    clock.advance(60_000)
    expect(await task).toEqual({ taskId: 't9', key })
  })

  it('is what remains of a process that died, once its lease is over', async () => {
    const ledger = memoryLedger()
    const dead = await setUpClients(ledger, new FakeClock())
    dead.server.on('createTask', 'hang')
    void dead.one.tasks.create(lighthouse, { key }).catch(() => {})
    await dead.server.arrival('createTask')
    const { leaseUntil = 0, sentAt = 0 } = (await ledger.get(key)) ?? {}
    expect(leaseUntil - sentAt).toBe(90_000)

    const { server, clock, two } = await setUpClients(ledger, undefined, { server: dead.server })
    const error = await rejection(two.tasks.create(lighthouse, { key }))
    expect(error).toMatchObject({ kind: 'unknown-submit', key, sentAt: new Date(sentAt) })
    expect(clock.now()).toBe(leaseUntil)
    expect(server.received).toHaveLength(1)
  })

  it.for([
    ['an abort', { reason: 'aborted' }],
    ['the time limit', { reason: 'timeout' }],
  ] as const)('is all that is known at %s while another process is at it', async ([, want]) => {
    const ledger = memoryLedger()
    const slow = await setUpClients(ledger, new FakeClock())
    slow.server.on('createTask', 'hang')
    void slow.one.tasks.create(lighthouse, { key }).catch(() => {})
    await slow.server.arrival('createTask')

    const controller = new AbortController()
    const clock = new FakeClock((ms) => {
      if (want.reason === 'aborted') controller.abort()
      return ms <= 1_000
    })
    const { server, two } = await setUpClients(ledger, clock, { server: slow.server })
    const how = { key, signal: controller.signal, submitWithinMs: 5_000 }
    expect(await rejection(two.tasks.create(lighthouse, how))).toMatchObject({
      kind: 'unknown-submit',
      ...want,
    })
    expect(server.received).toHaveLength(1)
  })
})

it('a client that is closed does not wait for what another process is sending', async () => {
  const ledger = memoryLedger()
  const { server, clock, one, two } = await setUpClients(ledger, new FakeClock())
  server.on('createTask', 'hang')
  void one.tasks.create(lighthouse, { key }).catch(() => {})
  await server.arrival('createTask')
  const second = rejection(two.tasks.create(lighthouse, { key }))
  await vi.waitUntil(() => clock.pending > 1)
  const closed = two.close()
  clock.advance(1_000)
  expect(await second).toMatchObject({ kind: 'unknown-submit', reason: 'aborted' })
  await closed
})

describe('the same key with another request is an error', () => {
  const want = { kind: 'validation', moneySpent: 'no', problems: [{ path: 'key' }] }
  const requests: [name: string, request: object][] = [
    ['another input', other],
    ['another callBackUrl', { ...lighthouse, callBackUrl: 'https://example.com' }],
  ]
  it.for(requests)('after it: %s', async ([, request]) => {
    const { server, one, two } = await setUpClients()
    server.on('createTask', accepted('t1'))
    await one.tasks.create(lighthouse, { key })
    for (const client of [one, two]) {
      expect(await rejection(client.tasks.create(request as never, { key }))).toMatchObject(want)
    }
    expect(server.received).toHaveLength(1)
  })

  it.for(requests)('at the same time: %s', async ([, request]) => {
    const { server, one, two } = await setUpClients()
    server.on('createTask', accepted('t1'))
    const [first, ...others] = await Promise.allSettled([
      one.tasks.create(lighthouse, { key }),
      ...[one, two].map((client) => client.tasks.create(request as never, { key })),
    ])
    // Who gets the key is open: the fingerprints are worked out side by side.
    const settled = [first, ...others]
    const errors = settled.flatMap((each) => (each?.status === 'rejected' ? [each.reason] : []))
    expect(errors).toMatchObject(errors.map(() => want))
    expect(errors.length).toBeLessThan(settled.length)
    const isShared = first?.status === 'fulfilled' && others.some(({ status }) => status === 'fulfilled')
    expect(isShared).toBe(false)
    expect(server.received).toHaveLength(1)
  })

  it('but not where the client has another callback base', async () => {
    const ledger = memoryLedger()
    const { server, one } = await setUpClients(ledger)
    server.on('createTask', accepted('t1'))
    await one.tasks.create(lighthouse, { key })
    const based = await setUpClients(ledger, undefined, { server, callbacks: { url: 'https://example.com' } })
    expect(await based.one.tasks.create(lighthouse, { key })).toMatchObject({ taskId: 't1' })
  })
})

describe('a key', () => {
  it.for<[unknown]>([[''], [' \u00a0'], ['ы'.repeat(201)], ['a\nb'], ['a\u2028b'], ['\udc00'], [7], [null]])(
    'cannot be %j',
    async ([given]) => {
      const { server, one } = await setUpClients()
      const error = await rejection(one.tasks.create(lighthouse, { key: given as string }))
      expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no', problems: [{ path: 'key' }] })
      expect(server.received).toEqual([])
    },
  )

  it.for(['x', ' !"~', 'x'.repeat(200), '../../etc/passwd', 'заказ № 17', '🎬'.repeat(200)])(
    'can be %j',
    async (given) => {
      const { server, one } = await setUpClients()
      server.on('createTask', accepted('t1'))
      expect(await one.tasks.create(lighthouse, { key: given })).toEqual({ taskId: 't1', key: given })
    },
  )

  it('is a random one by default', async () => {
    const { server, one } = await setUpClients()
    server.on('createTask', accepted('t1'), accepted('t2'))
    const [first, second] = [await one.tasks.create(lighthouse), await one.tasks.create(lighthouse)]
    expect(first.key).not.toBe(second.key)
    expect(server.received).toHaveLength(2)
  })
})
