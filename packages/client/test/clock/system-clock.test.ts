import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { fromWallTime, systemClock, wallTime } from '../../src/clock/system-clock.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a sleep lasts as long as it should', async () => {
  const ended = vi.fn<() => void>()
  void systemClock.sleep(1_000).then(() => ended())
  await vi.advanceTimersByTimeAsync(999)
  expect(ended).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(ended).toHaveBeenCalled()
})

it('a sleep of months is not over at once', async () => {
  const ended = vi.fn<() => void>()
  void systemClock.sleep(2 ** 32).then(() => ended())
  await vi.advanceTimersByTimeAsync(1_000)
  expect(ended).not.toHaveBeenCalled()
})

it('an aborted sleep rejects with the reason, and leaves no timer that would hold the process', async () => {
  const controller = new AbortController()
  const sleep = systemClock.sleep(1_000, controller.signal)
  controller.abort(new Error('enough'))
  await expect(sleep).rejects.toThrow('enough')
  expect(vi.getTimerCount()).toBe(0)
})

it('a sleep on an aborted signal rejects at once', async () => {
  await expect(systemClock.sleep(1_000, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  expect(vi.getTimerCount()).toBe(0)
})

it('the time goes on, and never back, when the clock of the system is set back', () => {
  const begun = systemClock.now()
  vi.setSystemTime(Date.now() - 7_200_000)
  expect(systemClock.now()).toBe(begun)
  vi.advanceTimersByTime(1_000)
  expect(systemClock.now()).toBe(begun + 1_000)
})

it('the time of all is the time as it is set', () => {
  vi.setSystemTime(Date.now() - 7_200_000)
  expect(wallTime(systemClock)).toBe(Date.now())
  // Both are sums of fractions of a millisecond.
  expect(fromWallTime(systemClock, Date.now() - 60_000)).toBeCloseTo(systemClock.now() - 60_000, 2)
})
