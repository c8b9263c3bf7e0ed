import { configurationError } from '../errors/configuration-error.ts'
import { checkOptions } from '../options/check-options.ts'

/** How many requests may be sent in any span of so many milliseconds. */
export interface RateLimit {
  readonly requests: number
  readonly perMs: number
}

/** How many requests the client sends at most, whatever it is asked for; what is too much waits for its turn. */
export interface RateLimits {
  /**
   * Tasks created; `null` for no limit. Default: 20 per 10,000 ms, which is documented for the twin API only, of the
   * whole account: programs that share one share it.
   */
  readonly create?: RateLimit | null | undefined
  /** Looks at tasks, by `get`, `wait` and `watch`; `null` for no limit. Default: 10 per 1,000 ms, documented likewise. */
  readonly recordInfo?: RateLimit | null | undefined
  /** Both together; `null` for no limit. Default: none. */
  readonly all?: RateLimit | null | undefined
}

/** Limits as a rate limiter keeps them: checked, and with the defaults. */
export type ReadRateLimits = Readonly<Record<keyof RateLimits, RateLimit | null>>

/**
 * The limits that a rate limiter is to keep when it is given these. Throws a `ConfigurationError` for those that cannot be kept.
 *
 * @example
 * readRateLimits({ all: { requests: 5, perMs: 1_000 } }).create // { requests: 20, perMs: 10_000 }
 */
export function readRateLimits(limits?: RateLimits): ReadRateLimits {
  const given = checkOptions('limits', limits, { create: true, recordInfo: true, all: true }) ?? {}
  const read = (name: keyof RateLimits, byDefault: RateLimit | null): RateLimit | null => {
    const { [name]: limit = byDefault } = given
    if (limit === null) return null
    const { requests, perMs } = checkOptions(`limits.${name}`, limit, { requests: true, perMs: true }) ?? {}
    const isCount = Number.isInteger(requests) && requests! > 0
    if (isCount && typeof perMs === 'number' && perMs > 0) return { requests: requests!, perMs }
    throw configurationError(
      `limits.${name} cannot be kept`,
      'Give { requests: 20, perMs: 10_000 }, or null.',
    )
  }
  return {
    create: read('create', { requests: 20, perMs: 10_000 }),
    recordInfo: read('recordInfo', { requests: 10, perMs: 1_000 }),
    all: read('all', null),
  }
}
