import { createApikley, isApikleyError, type Lane, memoryRateLimiter, type RateLimits } from '@apikley/client'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createScheduler } from '../../src/rate-limit/create-scheduler.ts'
import type { AcquireOptions, Scheduler } from '../../src/rate-limit/scheduler.ts'
import { FakeClock } from '../fake-clock.ts'
import { key, rejection } from '../set-up.ts'

/** Every sleep is over at once, and moves the time on. */
const running = (): FakeClock => new FakeClock(() => true)

/** Lets everything happen that needs no time. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const schedulerFor = (clock: FakeClock, limits?: RateLimits): Scheduler =>
  createScheduler(clock, memoryRateLimiter(limits, { clock }))

/** Sends a request that is answered at once; then tells the moment. */
async function sendOne(
  scheduler: Scheduler,
  lane: Lane,
  options?: AcquireOptions,
  sent: () => unknown = () => {},
): Promise<void> {
  const release = await scheduler.acquire(lane, options)
  release?.()
  sent()
}

const three = { requests: 3, perMs: 1_000 }
const unlimited = { create: null, recordInfo: null }

describe('the limits', () => {
  it('are 20 creates in 10 s and 10 polls in 1 s, if nothing else is said', async () => {
    const scheduler = schedulerFor(new FakeClock())
    const granted: Lane[] = []
    for (const lane of ['create', 'poll'] as const) {
      for (let count = 0; count < 30; count++) void scheduler.acquire(lane).then(() => granted.push(lane))
    }
    await settled()
    expect(granted.filter((lane) => lane === 'create')).toHaveLength(20)
    expect(granted.filter((lane) => lane === 'poll')).toHaveLength(10)
  })

  it('are kept where they count, however long requests are on their way, and nobody is forgotten', async () => {
    const wish = fc.record({
      lane: fc.constantFrom<Lane>('create', 'poll'),
      after: fc.integer({ min: 0, max: 5_000 }),
      // How long the request is on its way, and the answer; the API counts it in between.
      wayMs: fc.integer({ min: 0, max: 1_900 }),
      backMs: fc.integer({ min: 0, max: 10_000 }),
    })
    const limit = fc.record({
      requests: fc.integer({ min: 1, max: 5 }),
      perMs: fc.integer({ min: 1, max: 3_000 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(wish, { maxLength: 40 }),
        fc.record({ create: limit, recordInfo: limit, all: limit }),
        async (wishes, limits) => {
          const clock = new FakeClock()
          const begun = clock.now()
          const scheduler = schedulerFor(clock, limits)
          const sent: { lane: Lane; at: number }[] = []
          const journeys = wishes.map(async ({ lane, after, wayMs, backMs }) => {
            const notBefore = begun + after
            const release = await scheduler.acquire(lane, { notBefore })
            expect(clock.now()).toBeGreaterThanOrEqual(notBefore)
            await clock.sleep(wayMs)
            sent.push({ lane, at: clock.now() })
            await clock.sleep(backMs)
            release?.()
          })
          for (await settled(); clock.pending > 0; await settled()) clock.advanceToNext()
          await Promise.all(journeys)
          expect(sent).toHaveLength(wishes.length)
          const most = (moments: { at: number }[], perMs: number): number =>
            Math.max(
              0,
              ...moments.map(({ at }) => moments.filter((m) => m.at >= at && m.at < at + perMs).length),
            )
          const creates = sent.filter(({ lane }) => lane === 'create')
          const polls = sent.filter(({ lane }) => lane === 'poll')
          expect(most(creates, limits.create.perMs)).toBeLessThanOrEqual(limits.create.requests)
          expect(most(polls, limits.recordInfo.perMs)).toBeLessThanOrEqual(limits.recordInfo.requests)
          expect(most(sent, limits.all.perMs)).toBeLessThanOrEqual(limits.all.requests)
        },
      ),
    )
  })

  it('count a request from its answer, if that is told, since nobody knows when it arrived', async () => {
    const clock = running()
    const scheduler = schedulerFor(clock, { create: { requests: 2, perMs: 1_000 } })
    const [first, second] = await Promise.all([scheduler.acquire('create'), scheduler.acquire('create')])
    clock.advance(300)
    second?.()
    clock.advance(100)
    first?.()
    const answered = clock.now()
    await scheduler.acquire('create')
    expect(clock.now()).toBeGreaterThanOrEqual(answered - 100 + 1_000)
    expect(clock.now()).toBeLessThan(answered + 1_000)
    await scheduler.acquire('create')
    expect(clock.now()).toBeGreaterThanOrEqual(answered + 1_000)
  })

  it('are not held up for long by a request that is never answered', async () => {
    const clock = running()
    const scheduler = schedulerFor(clock, { create: { requests: 1, perMs: 1_000 } })
    const begun = clock.now()
    const release = await scheduler.acquire('create')
    await scheduler.acquire('create')
    expect(clock.now() - begun).toBeGreaterThanOrEqual(3_000)
    expect(clock.now() - begun).toBeLessThan(3_100)
    // Too late to matter: it counts only once.
    release?.()
    await scheduler.acquire('create')
    expect(clock.now() - begun).toBeLessThan(6_200)
  })

  it('let the next one go as soon as an answer allows it', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock, { create: { requests: 1, perMs: 100 } })
    const release = await scheduler.acquire('create')
    let isNext = false
    void sendOne(scheduler, 'create', undefined, () => (isNext = true))
    clock.advance(500)
    await settled()
    expect(isNext).toBe(false)
    release?.()
    clock.advance(120)
    await settled()
    expect(isNext).toBe(true)
  })

  it('are lifted by null', async () => {
    const scheduler = schedulerFor(new FakeClock(), unlimited)
    const permits = Array.from({ length: 100 }, (_, index) =>
      scheduler.acquire(index % 2 ? 'create' : 'poll'),
    )
    for (const release of await Promise.all(permits)) expect(release).toBeTypeOf('function')
  })

  it.for([
    { create: { requests: 0, perMs: 1_000 } },
    { recordInfo: { requests: 1.5, perMs: 1_000 } },
    { all: { requests: 1, perMs: 0 } },
    { all: { requests: 1, perMs: Number.NaN } },
  ])('%o is refused', (limits) => {
    expect(() => createApikley({ apiKey: key, limits })).toThrow(
      /limits\.(create|recordInfo|all) cannot be kept/,
    )
  })
})

describe('the order', () => {
  it('creates go before polls that came before them', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock, { all: { requests: 1, perMs: 1_000 } })
    const order: string[] = []
    const want = (lane: Lane, name: string): void =>
      void sendOne(scheduler, lane, undefined, () => order.push(name))
    await sendOne(scheduler, 'poll')
    want('poll', 'poll')
    clock.advance(10)
    want('create', 'create')
    for (let count = 0; count < 4; count++) {
      clock.advance(600)
      await settled()
    }
    expect(order).toEqual(['create', 'poll'])
  })

  it('polls go in the order in which they are due, not in which they came', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock, { recordInfo: { requests: 1, perMs: 1_000 } })
    const order: number[] = []
    const begun = clock.now()
    await sendOne(scheduler, 'poll')
    for (const due of [300, 100, 200]) {
      void sendOne(scheduler, 'poll', { notBefore: begun + due }, () => order.push(due))
    }
    for (let count = 0; count < 8; count++) {
      clock.advance(600)
      await settled()
    }
    expect(order).toEqual([100, 200, 300])
  })

  it('a poll does not starve, however many tasks are created', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock, { all: { requests: 1, perMs: 10_000 } })
    let isPolled = false
    void sendOne(scheduler, 'poll', { notBefore: clock.now() + 1 }, () => (isPolled = true))
    for (let minutes = 0; minutes < 35; minutes++) {
      for (let count = 0; count < 6; count++) {
        void sendOne(scheduler, 'create')
        clock.advance(10_100)
        await settled()
      }
    }
    expect(isPolled).toBe(true)
  })

  it('one whose time has not come holds up nobody', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock, { all: three })
    void scheduler.acquire('create', { notBefore: clock.now() + 10_000 })
    expect(await scheduler.acquire('poll')).toBeTypeOf('function')
  })
})

describe('who waits in the queue', () => {
  it('has one timer with all the others', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock, unlimited)
    const begun = clock.now()
    let granted = 0
    for (let count = 1; count <= 1_000; count++) {
      void scheduler
        .acquire('poll', { notBefore: begun + 10_000 + ((count * 7_919) % 1_000) })
        .then(() => granted++)
    }
    await settled()
    expect(clock.pending).toBe(1)
    clock.advance(10_500)
    await settled()
    expect(granted).toBe(501)
    expect(clock.pending).toBe(1)
    clock.advance(500)
    await settled()
    expect(granted).toBe(1_000)
    expect(clock.pending).toBe(0)
  })

  it('gives up when its time is over', async () => {
    const clock = running()
    const scheduler = schedulerFor(clock, { create: { requests: 1, perMs: 60_000 } })
    await scheduler.acquire('create')
    const begun = clock.now()
    expect(await scheduler.acquire('create', { until: begun + 1_000 })).toBeUndefined()
    expect(clock.now()).toBe(begun + 1_000)
  })

  it('is let go by its signal, with its reason, and leaves no timer', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock)
    const controller = new AbortController()
    const { signal } = controller
    const outcome = rejection(scheduler.acquire('poll', { notBefore: clock.now() + 1_000, signal }))
    controller.abort(new Error('enough'))
    expect(await outcome).toBe(signal.reason)
    expect(await rejection(scheduler.acquire('poll', { signal }))).toBe(signal.reason)
    await settled()
    expect(clock.pending).toBe(0)
  })

  it('is refused when the client is closed, and so is who comes after', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock)
    const before = rejection(scheduler.acquire('create', { notBefore: clock.now() + 1_000 }))
    scheduler.close()
    for (const error of await Promise.all([before, rejection(scheduler.acquire('poll'))])) {
      expect(isApikleyError(error, 'configuration') && error.moneySpent).toBe('no')
      expect(String(error)).toContain('closed')
    }
    await settled()
    expect(clock.pending).toBe(0)
  })
})

it('a round lasts as long as the tightest limit makes it, for those who want to poll soon', async () => {
  const clock = new FakeClock()
  const scheduler = schedulerFor(clock, { recordInfo: { requests: 10, perMs: 1_000 }, all: three })
  expect(scheduler.roundMs()).toBe(0)
  for (let count = 1; count <= 40; count++) {
    void scheduler.acquire('poll', { notBefore: clock.now() + 1_000 * count })
    void scheduler.acquire('poll', { notBefore: clock.now() + 600_000 })
    void scheduler.acquire('create', { notBefore: clock.now() + 1_000 })
  }
  expect(scheduler.roundMs()).toBeCloseTo((40 * 1_000) / 3)
  expect(schedulerFor(clock, { recordInfo: null }).roundMs()).toBe(0)
})

describe('a pause', () => {
  it('holds everybody for as long as it is said', async () => {
    const clock = running()
    const scheduler = schedulerFor(clock, unlimited)
    const begun = clock.now()
    scheduler.pause(7_000)
    await Promise.all([scheduler.acquire('create'), scheduler.acquire('poll')])
    expect(clock.now()).toBe(begun + 7_000)
  })

  it.for([1e12, Infinity])('holds nobody for ever, whatever is said: %d ms', async (ms) => {
    const clock = running()
    const scheduler = schedulerFor(clock, unlimited)
    const begun = clock.now()
    scheduler.pause(ms)
    await scheduler.acquire('poll')
    expect(clock.now()).toBe(begun + 300_000)
  })

  it('holds those, too, who were waiting already', async () => {
    const clock = new FakeClock()
    const scheduler = schedulerFor(clock, unlimited)
    let isGranted = false
    void scheduler.acquire('poll', { notBefore: clock.now() + 1_000 }).then(() => (isGranted = true))
    scheduler.pause(5_000)
    clock.advance(4_999)
    await settled()
    expect(isGranted).toBe(false)
    clock.advance(1)
    await settled()
    expect(isGranted).toBe(true)
  })

  it('grows from 1 s to 32 s as long as it is not enough, and begins anew after half a minute of calm', async () => {
    const clock = running()
    const scheduler = schedulerFor(clock, unlimited)
    const pauses: number[] = []
    const pause = async (): Promise<void> => {
      const begun = clock.now()
      // Ten requests that were under way together are refused together.
      for (let count = 0; count < 10; count++) scheduler.pause()
      await scheduler.acquire('poll')
      pauses.push(clock.now() - begun)
    }
    for (let count = 0; count < 7; count++) await pause()
    clock.advance(30_001)
    await pause()
    expect(pauses).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 32_000, 1_000])
  })
})
