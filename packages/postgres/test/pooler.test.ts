import type { LedgerChange, RateLimits } from '@apikley/client'
import { ledgerContract } from '@apikley/client/ledger-kit'
import { rateLimiterContract } from '@apikley/client/rate-limiter-kit'
import { postgresLedger, postgresRateLimiter } from '@apikley/postgres'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { intentOf } from './intent.ts'
import { hasPgbouncer, type Pgbouncer, startPgbouncer } from './pgbouncer.ts'
import { newSchema, until } from './set-up.ts'

// Debian's package `pgbouncer`: no pooler comes from npm.
describe.skipIf(!hasPgbouncer)(
  'behind PgBouncer in transaction mode (skipped where it is not installed)',
  () => {
    let pooler: Pgbouncer
    let first: Pool
    let other: Pool
    beforeAll(async () => {
      pooler = await startPgbouncer(inject('database'))
      ;[first, other] = [
        new Pool({ connectionString: pooler.url }),
        new Pool({ connectionString: pooler.url }),
      ]
    })
    afterAll(async () => {
      await first.end()
      await other.end()
      await pooler.close()
    })

    const opened = new WeakMap<object, { schema: string; limits?: RateLimits; listen?: string }>()
    const ledgerRules = ledgerContract({
      open() {
        const options = { schema: newSchema(), listen: inject('database') }
        const ledger = postgresLedger(first, options)
        opened.set(ledger, options)
        return ledger
      },
      reopen: (ledger) => postgresLedger(other, opened.get(ledger)),
      entries: 250,
    })
    const limiterRules = rateLimiterContract({
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
    const rules = [...ledgerRules, ...limiterRules.filter(({ name }) => name.includes('who share it'))]

    describe.concurrent('each rule is kept by what', () => {
      it.for(rules.map(({ name, run }) => [name, run] as const))('%s', ([, run]) =>
        expect(run()).resolves.toBeUndefined(),
      )
    })

    it('a ledger that listens through it warns once, and looks by itself', async () => {
      const warn = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
      const schema = newSchema()
      const [ledger, writer] = [postgresLedger(first, { schema }), postgresLedger(other, { schema })]
      const heard: LedgerChange[] = []
      ledger.subscribe((change) => heard.push(change))
      await until(() => warn.mock.calls.length > 0)
      expect(String(warn.mock.calls[0]?.[0])).toContain('Give postgresLedger the option listen')
      warn.mockRestore()
      await writer.begin(intentOf('a'))
      await writer.update('a', { state: 'failed' })
      await until(() => heard.length > 0)
      expect(heard).toEqual([{ key: 'a', state: 'failed' }])
      await ledger.close()
      await writer.close()
    })
  },
)
