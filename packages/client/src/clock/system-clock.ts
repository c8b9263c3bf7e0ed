import type { Clock } from './clock.ts'
import { SteadyClock } from './steady-clock.ts'

/** Timers hold 31 bits of milliseconds; a longer one would ring at once. */
const longestTimer = 2 ** 31 - 1

/** The system's time, which goes on evenly although its clocks are set: what waits for a moment would end, or wait for days. */
export const systemClock: SteadyClock = new SteadyClock({
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  startTimer: (ms, call) => {
    const timer = setTimeout(call, Math.max(0, Math.min(ms, longestTimer)))
    return () => clearTimeout(timer)
  },
  jumpMs: 10_000,
})

/** A clock that was handed in, as evenly: tests move theirs by minutes and hours at once, but not by days. */
export function steadyClock(clock: Clock): SteadyClock {
  if (clock instanceof SteadyClock) return clock
  return new SteadyClock({
    wall: () => clock.now(),
    startTimer: (ms, call) => {
      const controller = new AbortController()
      clock.sleep(ms, controller.signal).then(call, () => {})
      return () => controller.abort()
    },
    jumpMs: 43_200_000,
  })
}

/** The time as it is now, which other processes see, too. */
export function wallTime(clock: Clock): number {
  return clock instanceof SteadyClock ? clock.wall() : clock.now()
}

/** Calls back after so many milliseconds. What it answers takes that back. */
export function after(clock: Clock, ms: number, call: () => void): () => void {
  return steadyClock(clock).after(ms, call)
}

/** When a moment was, or will be, on this clock that others have told by the time that all see. */
export function fromWallTime(clock: Clock, moment: number): number {
  return clock.now() + moment - wallTime(clock)
}
