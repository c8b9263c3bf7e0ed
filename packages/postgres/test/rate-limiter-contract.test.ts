import type { RateLimits } from '@apikley/client'
import { rateLimiterContract } from '@apikley/client/rate-limiter-kit'
import { postgresRateLimiter } from '@apikley/postgres'
import { Pool } from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { newSchema } from './set-up.ts'

/** As of two processes: each has a pool of its own. */
const [first, other] = [1, 2].map(() => new Pool({ connectionString: inject('database') })) as [Pool, Pool]
afterAll(() => Promise.all([first.end(), other.end()]))

type Rules = (readonly [name: string, run: () => Promise<void>])[]

const opened = new WeakMap<object, { schema: string; limits: RateLimits }>()
const rules = rateLimiterContract({
  open(limits) {
    const options = { schema: newSchema(), limits }
    const limiter = postgresRateLimiter(first, options)
    opened.set(limiter, options)
    return limiter
  },
  reopen: (limiter) => postgresRateLimiter(other, opened.get(limiter)),
  // All of them run at the same time.
  perMs: 1_000,
})

// Most of the time they wait; who goes first is decided within milliseconds, which the others would take.
const [ordered, others] = [true, false].map((isOrdered) =>
  rules
    .filter(({ name }) => name.includes('go before') === isOrdered)
    .map(({ name, run }) => [name, run] as const),
) as [Rules, Rules]

describe.concurrent('postgresRateLimiter', () => {
  it.for(others)('%s', ([, run]) => expect(run()).resolves.toBeUndefined())
})

describe('postgresRateLimiter, in the order of those who wait,', () => {
  it.for(ordered)('%s', ([, run]) => expect(run()).resolves.toBeUndefined())
})
