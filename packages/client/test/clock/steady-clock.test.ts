import { describe, expect, it } from 'vitest'
import { SteadyClock } from '../../src/clock/steady-clock.ts'

const day = 86_400_000

/** Two clocks that can be set, and timers that ring when they are told to. */
function source({ jumpMs = 10_000 } = {}) {
  const timers = new Set<() => void>()
  const at = { wall: 1_800_000_000_000, monotonic: 5_000 }
  const clock = new SteadyClock({
    wall: () => at.wall,
    monotonic: () => at.monotonic,
    startTimer: (_, call) => {
      timers.add(call)
      return () => void timers.delete(call)
    },
    jumpMs,
  })
  const begun = clock.now()
  return {
    clock,
    at,
    timers,
    elapsed: () => clock.now() - begun,
    pass: (ms: number): void => {
      at.wall += ms
      at.monotonic += ms
    },
  }
}

describe('the time goes on evenly', () => {
  it.for<[what: string, wall: number, monotonic: number]>([
    ['is set ahead by days', 5 * day, 0],
    ['is set back by days', -5 * day, 0],
    ['of the timers leaps by days', 0, 5 * day],
    ['of the timers falls back by days', 0, -5 * day],
    ['and the other fall back together', -5 * day, -5 * day],
    ['and the other fall back, each by itself', -5 * day, -3 * day],
  ])('when the clock %s', ([, wall, monotonic]) => {
    const { at, elapsed, pass } = source()
    pass(3_000)
    expect(elapsed()).toBe(3_000)
    at.wall += wall
    at.monotonic += monotonic
    pass(2_000)
    expect(elapsed()).toBeGreaterThanOrEqual(3_000)
    expect(elapsed()).toBeLessThanOrEqual(5_000)
    pass(4_000)
    expect(elapsed()).toBeGreaterThanOrEqual(7_000)
    expect(elapsed()).toBeLessThanOrEqual(9_000)
  })

  it('when the clock is set by less than a second, as it is', () => {
    const { at, elapsed, pass } = source()
    pass(1_000)
    at.wall += 400
    expect(elapsed()).toBe(1_400)
  })

  it('when both leap: no further than to the first timer that should have rung', () => {
    const { clock, elapsed, pass } = source()
    clock.after(60_000, () => {})
    clock.after(20_000, () => {})
    pass(5 * day)
    expect(elapsed()).toBe(20_000)
    pass(1_000)
    expect(elapsed()).toBe(21_000)
  })

  it('when both leap, and the timer is taken back before anybody asks for the time', () => {
    const { clock, elapsed, pass } = source()
    const cancel = clock.after(60_000, () => {})
    pass(5 * day)
    cancel()
    expect(elapsed()).toBe(60_000)
  })

  it('when nobody waits: a program that does nothing for days has lived through them', () => {
    const { clock, elapsed, pass } = source()
    clock.after(60_000, () => {})()
    pass(5 * day)
    expect(elapsed()).toBe(5 * day)
  })

  it('though timers are lost for good, as where a request has ended', () => {
    const { clock, elapsed, pass, timers } = source()
    clock.after(1_000, () => {})
    timers.clear()
    pass(60_000)
    expect(elapsed()).toBe(1_000)
    pass(60_000)
    expect(elapsed()).toBe(61_000)
  })

  it('when a timer is a little late: the process was busy', () => {
    const { clock, elapsed, pass } = source()
    clock.after(1_000, () => {})
    pass(9_000)
    expect(elapsed()).toBe(9_000)
  })
})

it('who is called has waited, though a test has replaced the timers and only one of the clocks', () => {
  const { clock, at, timers, elapsed } = source()
  const told: number[] = []
  clock.after(60_000, () => told.push(elapsed()))
  at.wall += 60_000
  timers.forEach((ring) => ring())
  expect(told).toEqual([60_000])
})

it('a timer that rings too early, since its clock leaped, moves nothing', () => {
  const { clock, at, timers, elapsed } = source()
  const told: number[] = []
  clock.after(60_000, () => told.push(elapsed()))
  at.monotonic += 60_000
  timers.forEach((ring) => ring())
  expect(told).toEqual([0])
})
