import type { RateLimits } from '@apikley/client'
import { ledgerContract } from '@apikley/client/ledger-kit'
import { rateLimiterContract } from '@apikley/client/rate-limiter-kit'
import { postgresLedger, postgresRateLimiter } from '@apikley/postgres'
import pg from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { newSchema } from './set-up.ts'

const schemas = new WeakMap<object, string>()
const limitsOf = new WeakMap<object, RateLimits>()
const pools: pg.Pool[] = []
const pool = (): pg.Pool => {
  const made = new pg.Pool({ connectionString: inject('database') })
  pools.push(made)
  return made
}
afterAll(() => Promise.all(pools.map((one) => one.end())))

/** As of two processes: each has a pool of its own. */
const [first, other] = [pool(), pool()]

const cases = {
  postgresLedger: ledgerContract({
    open() {
      const schema = newSchema()
      const ledger = postgresLedger(first, { schema })
      schemas.set(ledger, schema)
      return ledger
    },
    reopen: (opened) => postgresLedger(other, { schema: schemas.get(opened) }),
    entries: 500,
  }),
  postgresRateLimiter: rateLimiterContract({
    open(limits) {
      const schema = newSchema()
      const limiter = postgresRateLimiter(first, { schema, limits })
      schemas.set(limiter, schema)
      limitsOf.set(limiter, limits)
      return limiter
    },
    reopen: (opened) =>
      postgresRateLimiter(other, { schema: schemas.get(opened), limits: limitsOf.get(opened) }),
  }),
}

describe.for(Object.entries(cases))('%s', ([, rules]) => {
  it.for(rules.map(({ name, run }) => [name, run] as const))('%s', ([, run]) =>
    expect(run()).resolves.toBeUndefined(),
  )
})
