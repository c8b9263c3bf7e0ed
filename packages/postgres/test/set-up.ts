import { setTimeout as sleep } from 'node:timers/promises'
import { Pool, type PoolConfig } from 'pg'
import { inject, onTestFinished } from 'vitest'
import { postgresLedger, type PostgresLedger, type PostgresLedgerOptions } from '@apikley/postgres'

/** A name that no other test has. */
export const newSchema = (): string => `test_${crypto.randomUUID().replaceAll('-', '')}`

/** A pool that ends with the test. */
export function newPool(config: PoolConfig = {}): Pool {
  const pool = new Pool({ connectionString: inject('database'), ...config })
  onTestFinished(() => pool.end())
  return pool
}

/** A ledger that is closed with the test, before its pool. */
export function newLedger(pool: Pool = newPool(), options: PostgresLedgerOptions = {}): PostgresLedger {
  const ledger = postgresLedger(pool, { schema: newSchema(), ...options })
  onTestFinished(() => ledger.close())
  return ledger
}

/** Resolves once it is so; a test that waits for ever is stopped. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await isSo())) await sleep(20)
}

/** A database of its own, for what has a schema of a given name, or belongs to a database. */
export async function newDatabase(options = ''): Promise<string> {
  const name = newSchema()
  await newPool().query(`CREATE DATABASE ${name} ${options}`)
  const url = new URL(inject('database'))
  url.pathname = `/${name}`
  return url.href
}
