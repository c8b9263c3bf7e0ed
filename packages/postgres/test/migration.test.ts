import { ConfigurationError } from '@apikley/client'
import { migrationSql, postgresLedger, postgresRateLimiter } from '@apikley/postgres'
import type { Pool } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { intentOf } from './intent.ts'
import { sqlOf } from './readme.ts'
import { newDatabase, newLedger, newPool, newSchema } from './set-up.ts'

/** A role that an administrator has made by some statements of the README. */
async function asRole(database: string, statements: string): Promise<Pool> {
  const role = `role_${newSchema()}`
  await newPool({ connectionString: database }).query(statements.replaceAll('video_app', role))
  const url = new URL(database)
  url.username = role
  const pool = newPool({ connectionString: url.href })
  const { rows } = await pool.query('SELECT rolsuper FROM pg_roles WHERE rolname = current_user')
  expect(rows).toEqual([{ rolsuper: false }])
  return pool
}

/** Everything that a program does with a ledger and a limiter. */
async function tryOut(pool: Pool, migrate: boolean): Promise<void> {
  const ledger = postgresLedger(pool, { migrate })
  const limiter = postgresRateLimiter(pool, { migrate, limits: { all: { requests: 5, perMs: 1_000 } } })
  const other = postgresLedger(pool, { migrate })
  onTestFinished(async () => {
    await ledger.close()
    await other.close()
  })
  const heard = new Promise((resolve) => ledger.subscribe(resolve))
  const limit = { credits: 10, since: 0, now: Date.now() }
  for (const key of ['a', 'b']) await ledger.begin(intentOf(key, { credits: 2 }), limit)
  await ledger.update('b', { state: 'rejected' })
  await ledger.begin(intentOf('b', { attempt: 'anew' }))
  await other.update('a', { state: 'unknown' })
  await heard
  await ledger.update('a', { state: 'failed', taskId: 'task' })
  expect((await ledger.find('task'))?.key).toBe('a')
  expect(await ledger.spending(limit)).toBe(2)
  expect(await ledger.prune(Date.now())).toBe(1)
  const release = await limiter.acquire('create')
  if (typeof release === 'function') await release()
  await limiter.pause(1)
  expect(release).toBeTypeOf('function')
}

describe('the tables', () => {
  it('are made once, however many use them for the first time at once', async () => {
    const schema = newSchema()
    const pools = Array.from({ length: 10 }, () => newPool())
    await Promise.all(
      pools.flatMap((pool, index) => [
        postgresLedger(pool, { schema, listen: false }).begin(intentOf(`key-${index}`)),
        Promise.resolve(postgresRateLimiter(pool, { schema }).acquire('poll')),
      ]),
    )
    const { rows } = await newPool().query(`SELECT version FROM ${schema}.migration`)
    expect(rows).toEqual([{ version: 1 }])
    const counted = await newPool().query(`SELECT count(*)::int AS count FROM ${schema}.submission`)
    expect(counted.rows).toEqual([{ count: 10 }])
  })

  it('are made by a role that owns its schema, and no more', async () => {
    const [owner = ''] = sqlOf('What an administrator grants')
    const pool = await asRole(await newDatabase(), owner)
    await expect(pool.query('CREATE SCHEMA other')).rejects.toThrow('permission denied')
    await tryOut(pool, true)
  })

  it('are made by an administrator for a role that may not change them', async () => {
    const [, grants = ''] = sqlOf('What an administrator grants')
    const database = await newDatabase()
    // Twice: it changes nothing that is there.
    for (const _ of [1, 2]) await newPool({ connectionString: database }).query(migrationSql())
    const pool = await asRole(database, grants)
    await expect(pool.query('CREATE TABLE apikley.other ()')).rejects.toThrow('permission denied')
    await tryOut(pool, false)
  })

  it('are missed where they may not be made', async () => {
    const ledger = newLedger(newPool(), { migrate: false })
    await expect(ledger.begin(intentOf('order-17'))).rejects.toThrow(
      /has version 0, and this program needs 1/,
    )
    const limiter = postgresRateLimiter(newPool(), { schema: newSchema(), migrate: false })
    await expect(limiter.acquire('create')).rejects.toThrow(ConfigurationError)
  })

  it('of a newer version are left alone', async () => {
    const schema = newSchema()
    const pool = newPool()
    await newLedger(pool, { schema }).get('')
    await pool.query(`INSERT INTO ${schema}.migration VALUES (99)`)
    const older = newLedger(newPool(), { schema })
    await expect(older.begin(intentOf('order-17'))).rejects.toThrow('Use a newer @apikley/postgres')
  })

  it('are made anew when they were dropped', async () => {
    const schema = newSchema()
    const pool = newPool()
    const ledger = newLedger(pool, { schema })
    await ledger.begin(intentOf('order-17'))
    await pool.query(`DROP SCHEMA ${schema} CASCADE`)
    await expect(ledger.get('order-17')).rejects.toThrow('does not exist')
    expect(await ledger.get('order-17')).toBeUndefined()
  })

  it('are not made in a database that cannot hold every text', async () => {
    const connectionString = await newDatabase("ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    const ledger = newLedger(newPool({ connectionString }))
    await expect(ledger.begin(intentOf('order-17'))).rejects.toThrow('the encoding LATIN1')
  })
})

describe('options', () => {
  const pool = (): Pool => newPool()
  it.each<[string, () => unknown]>([
    ['needs a Pool of pg', () => postgresLedger(undefined as never)],
    ['needs a Pool of pg', () => postgresRateLimiter('postgres://127.0.0.1' as never)],
    ["has no option 'shema'", () => postgresLedger(pool(), { shema: 'a' } as never)],
    ["has no option 'limit'", () => postgresRateLimiter(pool(), { limit: {} } as never)],
    ['are no object', () => postgresLedger(pool(), 'apikley' as never)],
    ['schema "a-b" cannot be used', () => postgresLedger(pool(), { schema: 'a-b' })],
    ['schema "a; DROP TABLE', () => postgresRateLimiter(pool(), { schema: 'a; DROP TABLE b' })],
    ['cannot be used', () => postgresLedger(pool(), { schema: 'pg_apikley' })],
    ['cannot be used', () => migrationSql({ schema: 'x'.repeat(41) })],
    ['migrate must be true or false', () => postgresLedger(pool(), { migrate: 'no' as never })],
    ['outageMs is -1', () => postgresLedger(pool(), { outageMs: -1 })],
    ['listen of postgresLedger is no address', () => postgresLedger(pool(), { listen: true as never })],
    [
      'limits.create cannot be kept',
      () => postgresRateLimiter(pool(), { limits: { create: { requests: 0, perMs: 1 } } }),
    ],
    ['is no name', () => postgresRateLimiter(pool(), { account: ' ' })],
  ])('are refused that cannot be used: %s', (told, call) => {
    expect(call).toThrow(told)
    expect(call).toThrow(ConfigurationError)
  })

  it('may name a schema by a word of SQL', async () => {
    const ledger = newLedger(newPool({ connectionString: await newDatabase() }), { schema: 'user' })
    expect(await ledger.begin(intentOf('a'))).toEqual(intentOf('a'))
  })
})
