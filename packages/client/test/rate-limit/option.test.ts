import { createApikley, type Lane, memoryLedger, memoryRateLimiter, type RateLimiter } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'
import { record, succeeded, taskId } from '../tasks/records.ts'

/** Pauses between polls are over at once, the limits of calls and waits never strike. */
const hurried = (): FakeClock => new FakeClock((ms) => ms < 60_000)

const limits = { create: { requests: 1, perMs: 1_000 } }

/** A limiter that lets all through, and what it was asked for. */
function observed(clock = hurried()) {
  const seen: { lanes: Lane[]; open: number; pauses: number[]; closed: number } = {
    lanes: [],
    open: 0,
    pauses: [],
    closed: 0,
  }
  const rateLimiter: RateLimiter = {
    acquire: async (lane) => {
      seen.lanes.push(lane)
      seen.open += 1
      return async () => void (seen.open -= 1)
    },
    pause: async (ms) => void seen.pauses.push(ms),
    close: async () => void (seen.closed += 1),
  }
  return { seen, clock, rateLimiter }
}

describe('the option rateLimiter', () => {
  it('and the option limits are not both taken', () => {
    const make = (): unknown => createApikley({ apiKey: key, limits, rateLimiter: memoryRateLimiter(limits) })
    expect(make).toThrow(/limits and rateLimiter are both given.+memoryRateLimiter\(limits\)/)
    expect(make).toThrow(expect.objectContaining({ kind: 'configuration', moneySpent: 'no' }))
  })

  it.for([{}, null, { acquire: () => () => {} }, { create: { requests: 1, perMs: 1 } }])(
    'takes nothing but rate limiters: not %o',
    (given) => {
      const rateLimiter = given as unknown as RateLimiter
      expect(() => createApikley({ apiKey: key, rateLimiter })).toThrow(/rateLimiter has no methods/)
    },
  )

  it('refuses limits that cannot be kept', () => {
    expect(() => memoryRateLimiter({ all: { requests: 0, perMs: 1 } })).toThrow(/limits.all cannot be kept/)
  })

  it('counts every request, and has each place back', async () => {
    const { seen, clock, rateLimiter } = observed()
    const { server, apikley } = await setUp({ clock, rateLimiter })
    server
      .on('createTask', { code: 200, data: { taskId } })
      .on('recordInfo', record('generating'), succeeded())
    await apikley.tasks.create(lighthouse)
    await apikley.tasks.wait(taskId, { intervalMs: 1_000 })
    await apikley.tasks.get(taskId)
    expect(seen).toMatchObject({ lanes: ['create', 'poll', 'poll', 'poll'], open: 0 })
    await apikley.close()
    expect(seen.closed).toBe(1)
  })

  it('has each place back when the work fails', async () => {
    const { seen, clock, rateLimiter } = observed()
    const broken = { ...memoryLedger(), begin: () => Promise.reject(new Error('The disk is gone')) }
    const { server, apikley } = await setUp({ clock, rateLimiter, ledger: broken })
    server.on('recordInfo', 'reset', { code: 401, msg: 'no' })
    await rejection(apikley.tasks.create(lighthouse))
    await rejection(apikley.tasks.get(taskId))
    await rejection(apikley.tasks.wait(taskId))
    expect(seen).toMatchObject({ lanes: ['create', 'poll', 'poll'], open: 0 })
  })

  it('is told of a 429, for all who share it', async () => {
    const { seen, clock, rateLimiter } = observed()
    const { server, apikley } = await setUp({ clock, rateLimiter })
    const tooMuch = { headers: { 'retry-after': '40' }, status: 429, body: '{"code":429,"msg":"too much"}' }
    server.on('recordInfo', tooMuch, succeeded())
    await apikley.tasks.wait(taskId)
    expect(seen.pauses).toEqual([40_000])
  })

  it('is shared by several clients', async () => {
    const clock = hurried()
    const rateLimiter = memoryRateLimiter(limits, { clock })
    const sent: number[] = []
    for (let count = 0; count < 3; count++) {
      const { server, apikley } = await setUp({ clock, rateLimiter })
      server.on('createTask', { code: 200, data: { taskId } })
      await apikley.tasks.create(lighthouse)
      sent.push(clock.now())
    }
    expect(sent[1]! - sent[0]!).toBeGreaterThanOrEqual(1_000)
    expect(sent[2]! - sent[1]!).toBeGreaterThanOrEqual(1_000)
  })
})

describe('a rate limiter that fails', () => {
  const failures: [how: string, acquire: RateLimiter['acquire']][] = [
    ['rejects', () => Promise.reject(new Error('The database is gone'))],
    [
      'throws',
      () => {
        throw new Error('The database is gone')
      },
    ],
    ['answers rubbish', () => ({}) as never],
    ['answers nothing', () => undefined as never],
  ]
  it.for(failures)('and %s: nothing is sent, and it is said why', async ([, acquire]) => {
    const { server, apikley } = await setUp({ clock: hurried(), rateLimiter: { acquire, pause: () => {} } })
    for (const call of [() => apikley.tasks.create(lighthouse), () => apikley.tasks.get(taskId)]) {
      const error = await rejection(call())
      expect(error).toMatchObject({ kind: 'network', moneySpent: 'no', cause: expect.any(Error) })
      expect(String(error)).toMatch(/rate limiter failed, so nothing was sent/)
    }
    expect(server.received).toEqual([])
  })

  it('ends no wait: it goes on when the limiter is back', async () => {
    let failing = 5
    const rateLimiter: RateLimiter = {
      acquire: async () => {
        if (failing-- > 0) throw new Error('The database is gone')
        return () => {}
      },
      pause: () => Promise.reject(new Error('The database is gone')),
    }
    const { server, apikley } = await setUp({ clock: hurried(), rateLimiter })
    server.on('recordInfo', { code: 429, msg: 'too much' }, succeeded())
    expect(await apikley.tasks.wait(taskId)).toMatchObject({ state: 'success' })
    expect(server.received).toHaveLength(2)
  })

  it('is asked ever less while many wait for it', async () => {
    const clock = new FakeClock()
    let asked = 0
    const acquire = (): Promise<never> => {
      asked += 1
      return Promise.reject(new Error('The database is gone'))
    }
    const { apikley } = await setUp({ clock, rateLimiter: { acquire, pause: () => {} } })
    const waits = Array.from({ length: 100 }, (_, index) =>
      rejection(apikley.tasks.wait(`task-${index}`, { intervalMs: 1 })),
    )
    for (let second = 0; second < 60; second++) {
      await new Promise((resolve) => setImmediate(resolve))
      clock.advance(1_000)
    }
    expect(asked).toBeLessThan(8)
    await apikley.close()
    await Promise.all(waits)
  })

  it('with a release keeps nobody from what was answered', async () => {
    const releases = [
      () => Promise.reject(new Error('gone')),
      () => {
        throw new Error('gone')
      },
    ]
    const rateLimiter: RateLimiter = { acquire: () => releases.shift() ?? (() => {}), pause: () => {} }
    const { server, apikley } = await setUp({ clock: hurried(), rateLimiter })
    server.on('recordInfo', succeeded())
    expect(await apikley.tasks.get(taskId)).toMatchObject({ state: 'success' })
    expect(await apikley.tasks.get(taskId)).toMatchObject({ state: 'success' })
  })
})
