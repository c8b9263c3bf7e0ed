import type { RateLimits } from '@apikley/client'
import { ledgerContract } from '@apikley/client/ledger-kit'
import { rateLimiterContract } from '@apikley/client/rate-limiter-kit'
import { postgresLedger, postgresRateLimiter } from '@apikley/postgres'
import { Pool } from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { newSchema } from './set-up.ts'

/** As of two processes: each has a pool of its own. */
const [first, other] = [1, 2].map(() => new Pool({ connectionString: inject('database') })) as [Pool, Pool]
afterAll(() => Promise.all([first.end(), other.end()]))

const opened = new WeakMap<object, { schema: string; limits?: RateLimits }>()

const cases = {
  postgresLedger: ledgerContract({
    open() {
      const schema = newSchema()
      const ledger = postgresLedger(first, { schema })
      opened.set(ledger, { schema })
      return ledger
    },
    reopen: (ledger) => postgresLedger(other, opened.get(ledger)),
    entries: 500,
  }),
  postgresRateLimiter: rateLimiterContract({
    open(limits) {
      const options = { schema: newSchema(), limits }
      const limiter = postgresRateLimiter(first, options)
      opened.set(limiter, options)
      return limiter
    },
    reopen: (limiter) => postgresRateLimiter(other, opened.get(limiter)),
    // All of them run at the same time.
    perMs: 1_000,
  }),
}

// Most of the time they wait.
describe.concurrent.for(Object.entries(cases))('%s', ([, rules]) => {
  it.for(rules.map(({ name, run }) => [name, run] as const))('%s', ([, run]) =>
    expect(run()).resolves.toBeUndefined(),
  )
})
