import { memoryRateLimiter, type RateLimiter, type RateLimits } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { steadyClock } from '../../src/clock/system-clock.ts'
import { createOwnTurns } from '../../src/rate-limit/own-turns.ts'
import type { AcquireOptions, Scheduler } from '../../src/rate-limit/scheduler.ts'
import { FakeClock } from '../fake-clock.ts'
import { rejection } from '../set-up.ts'

const two: RateLimits = { recordInfo: { requests: 2, perMs: 1_000 } }

function turns(clock: FakeClock, limiter: RateLimiter = memoryRateLimiter(two, { clock })): Scheduler {
  return createOwnTurns(steadyClock(clock), limiter)
}

/** Takes a turn that is over at once; answers when it came. */
async function take(scheduler: Scheduler, clock: FakeClock, options?: AcquireOptions): Promise<number> {
  const release = await scheduler.acquire('poll', options)
  release?.()
  return clock.now()
}

describe('where each request waits by itself', () => {
  it('the limits hold for all of them', async () => {
    const clock = new FakeClock()
    const scheduler = turns(clock)
    const begun = clock.now()
    const all = Promise.all(Array.from({ length: 5 }, () => take(scheduler, clock)))
    const moments = (await clock.advanceUntil(all, 10)).map((moment) => moment - begun)
    for (const from of moments) {
      expect(moments.filter((moment) => moment >= from && moment < from + 1_000).length).toBeLessThan(3)
    }
    expect(Math.max(...moments)).toBeLessThan(5_000)
  })

  it('one whose request has died holds nobody up, and is forgotten', async () => {
    const clock = new FakeClock()
    let hasDied = true
    const scheduler = createOwnTurns(
      steadyClock({
        now: () => clock.now(),
        // Its timer is lost with it.
        sleep: (ms, signal) => (hasDied ? new Promise(() => {}) : clock.sleep(ms, signal)),
      }),
      memoryRateLimiter(two, { clock }),
    )
    void scheduler.acquire('poll', { notBefore: clock.now() + 100 })
    hasDied = false
    const alive = scheduler.acquire('poll', { notBefore: clock.now() + 200 })
    expect(scheduler.roundMs()).toBe(2 * 500)
    expect(await clock.advanceUntil(alive, 100)).toBeTypeOf('function')
    expect(scheduler.roundMs()).toBe(500)
    clock.advance(60_200)
    expect(scheduler.roundMs()).toBe(0)
  })

  it('a turn comes not before its moment, and not at all after its last one', async () => {
    const clock = new FakeClock()
    const scheduler = turns(clock)
    const begun = clock.now()
    const later = take(scheduler, clock, { notBefore: begun + 500 })
    expect((await clock.advanceUntil(later, 100)) - begun).toBe(500)
    await take(scheduler, clock)
    const late = scheduler.acquire('poll', { until: clock.now() + 300 })
    expect(await clock.advanceUntil(late, 100)).toBeUndefined()
    expect(clock.now() - begun).toBe(800)
  })

  it('a pause is kept by all who come', async () => {
    const clock = new FakeClock()
    const scheduler = turns(clock)
    const begun = clock.now()
    scheduler.pause(5_000)
    expect((await clock.advanceUntil(take(scheduler, clock), 100)) - begun).toBe(5_000)
  })

  it('a signal ends it, and leaves no timer', async () => {
    const clock = new FakeClock()
    const scheduler = turns(clock)
    const controller = new AbortController()
    const { signal } = controller
    const turn = rejection(scheduler.acquire('poll', { notBefore: clock.now() + 1_000, signal }))
    controller.abort(new Error('enough'))
    expect(await turn).toEqual(new Error('enough'))
    expect(clock.pending).toBe(0)
  })

  it('a limiter that fails lets nothing through, and is left alone for a while', async () => {
    const clock = new FakeClock()
    let asked = 0
    const limiter: RateLimiter = {
      acquire: () => (asked++ ? () => {} : Promise.reject(new Error('no database'))),
      pause: () => {},
    }
    const scheduler = turns(clock, limiter)
    expect(await rejection(scheduler.acquire('create'))).toMatchObject({ kind: 'network', moneySpent: 'no' })
    const begun = clock.now()
    expect((await clock.advanceUntil(take(scheduler, clock), 100)) - begun).toBe(1_000)
  })

  it('the closed client turns away who waits and who comes', async () => {
    const clock = new FakeClock()
    const scheduler = turns(clock)
    const waits = rejection(scheduler.acquire('poll', { notBefore: clock.now() + 100 }))
    scheduler.close()
    expect(await rejection(scheduler.acquire('poll'))).toMatchObject({ kind: 'configuration' })
    expect(await clock.advanceUntil(waits, 100)).toMatchObject({ kind: 'configuration' })
  })
})
