import type { Clock } from '../clock/clock.ts'
import { steadyClock, systemClock } from '../clock/system-clock.ts'
import { checkOptions } from '../options/check-options.ts'
import { Meter } from './meter.ts'
import type { Lane, RateLimiter } from './rate-limiter.ts'
import { type RateLimits, readRateLimits } from './rate-limits.ts'

/**
 * Counts requests over sliding windows, in this process: what a client does by itself with its `limits`. Several clients
 * that are given the same one share the limits; it counts nothing any more when the process ends.
 *
 * Throws a `ConfigurationError` for limits that cannot be kept. `clock`: default the system's.
 *
 * @example
 * const rateLimiter = memoryRateLimiter({ create: { requests: 20, perMs: 10_000 } })
 * const [one, other] = [createApikley({ rateLimiter }), createApikley({ rateLimiter })]
 */
export function memoryRateLimiter(
  limits?: RateLimits,
  options: { clock?: Clock | undefined } = {},
): RateLimiter {
  checkOptions('memoryRateLimiter', options, { clock: ['now', 'sleep'] })
  const clock = steadyClock(options.clock ?? systemClock)
  const { create, recordInfo, all } = readRateLimits(limits)
  const [creates, polls, both] = [create, recordInfo, all].map((limit) => (limit ? [new Meter(limit)] : []))
  const lanes: Record<Lane, readonly Meter[]> = {
    create: [...both!, ...creates!],
    poll: [...both!, ...polls!],
  }
  let pausedUntil = -Infinity
  return {
    acquire(lane) {
      const now = clock.now()
      const meters = lanes[lane]
      const freeAt = Math.max(pausedUntil, ...meters.map((meter) => meter.freeAt(now)))
      if (freeAt > now) return { retryInMs: freeAt - now }
      const request = { at: now }
      for (const meter of meters) meter.send(request)
      return () => {
        for (const meter of meters) meter.arrive(request, clock.now())
      }
    },
    pause(ms) {
      pausedUntil = Math.max(pausedUntil, clock.now() + ms)
    },
    msPerPoll: Math.max(0, ...lanes.poll.map(({ msPerRequest }) => msPerRequest)),
  }
}
