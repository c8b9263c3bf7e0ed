import { configurationError } from '../errors/configuration-error.ts'
import type { RateLimiter } from './rate-limiter.ts'
import type { RateLimits } from './rate-limits.ts'

/** What a program says about limits. */
export interface LimitOptions {
  readonly limits?: RateLimits | undefined
  readonly rateLimiter?: RateLimiter | undefined
}

/** Throws a `ConfigurationError` if there are two that would count, or one that cannot. */
export function checkRateLimiter({ limits, rateLimiter }: LimitOptions): void {
  if (rateLimiter === undefined) return
  if (limits !== undefined) {
    throw configurationError(
      'limits and rateLimiter are both given',
      'Give the limits to the rate limiter, such as memoryRateLimiter(limits), and leave the option limits out.',
    )
  }
  if (typeof rateLimiter?.acquire === 'function' && typeof rateLimiter.pause === 'function') return
  throw configurationError(
    'rateLimiter has no methods acquire and pause',
    'Give one that is made by memoryRateLimiter(limits), or that passes @apikley/client/rate-limiter-kit.',
  )
}
