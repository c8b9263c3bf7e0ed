import { type LedgerCase, ledgerContract } from '@apikley/client/ledger-kit'
import { postgresLedger } from '@apikley/postgres'
import { Pool, type PoolConfig } from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { newSchema } from './set-up.ts'

const pools: Pool[] = []
afterAll(() => Promise.all(pools.map((pool) => pool.end())))

function openPool(config: PoolConfig = {}): Pool {
  const pool = new Pool({ connectionString: inject('database'), ...config })
  pools.push(pool)
  return pool
}

const opened = new WeakMap<object, { schema: string }>()

/** The rules for ledgers over two pools, as of two processes. */
function ledgerRules(config: PoolConfig, entries: number): LedgerCase[] {
  const [first, other] = [openPool(config), openPool(config)]
  return ledgerContract({
    open() {
      const options = { schema: newSchema() }
      const ledger = postgresLedger(first, options)
      opened.set(ledger, options)
      return ledger
    },
    reopen: (ledger) => postgresLedger(other, opened.get(ledger)),
    entries,
  })
}

const cases: Record<string, readonly LedgerCase[]> = {
  postgresLedger: ledgerRules({}, 250),
  'postgresLedger in a database whose transactions are serializable': ledgerRules(
    { options: '-c default_transaction_isolation=serializable' },
    250,
  ).filter(({ name }) => /same time|who share it/.test(name)),
}

// Most of the time they wait for the disk.
describe.concurrent.for(Object.entries(cases))('%s', ([, rules]) => {
  it.for(rules.map(({ name, run }) => [name, run] as const))('%s', ([, run]) =>
    expect(run()).resolves.toBeUndefined(),
  )
})
