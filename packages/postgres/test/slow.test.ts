import { postgresLedger, type PostgresLedger, postgresRateLimiter } from '@apikley/postgres'
import { Pool, type PoolConfig } from 'pg'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { intentOf } from './intent.ts'
import { type Proxy, startProxy } from './proxy.ts'
import { newSchema, until } from './set-up.ts'

const closing: (() => Promise<unknown>)[] = []
function openPool(config: PoolConfig): Pool {
  const pool = new Pool(config)
  closing.push(() => pool.end())
  return pool
}

function openLedger(pool: Pool, schema: string): PostgresLedger {
  const ledger = postgresLedger(pool, { schema })
  closing.push(() => ledger.close())
  return ledger
}

const proxies: Proxy[] = []
afterAll(async () => {
  // First of all: what hangs ends then.
  for (const proxy of proxies) proxy.close()
  for (const close of closing.toReversed()) await close()
})

async function openProxy(): Promise<Proxy> {
  const proxy = await startProxy(inject('database'))
  proxies.push(proxy)
  return proxy
}

// Some of them wait for ten seconds, which is how long an answer may take.
describe.concurrent('a database that does not answer', () => {
  it('has an intent rejected, which was not written then', async () => {
    const proxy = await openProxy()
    const schema = newSchema()
    const ledger = openLedger(openPool({ connectionString: proxy.url }), schema)
    await ledger.get('')
    proxy.hang()
    await expect(ledger.begin(intentOf('order-17'))).rejects.toThrow(/not answered within|read timeout/)
    const other = openLedger(openPool({ connectionString: inject('database') }), schema)
    expect(await other.get('order-17')).toBeUndefined()
  })

  it('has no request be sent', async () => {
    const proxy = await openProxy()
    const pool = openPool({ connectionString: proxy.url })
    const limiter = postgresRateLimiter(pool, { schema: newSchema() })
    await until(async () => typeof (await limiter.acquire('create')) === 'function')
    proxy.hang()
    await expect(limiter.acquire('create')).rejects.toThrow(/not answered within|read timeout/)
  })

  it('has an intent taken back that it has written too late', async () => {
    const pool = openPool({ connectionString: inject('database'), max: 1 })
    const ledger = openLedger(pool, newSchema())
    await ledger.get('')
    // The only connection is in use: the statement waits in the pool, and goes on to the server afterwards.
    const held = await pool.connect()
    await expect(ledger.begin(intentOf('order-17'))).rejects.toThrow('not answered within')
    held.release()
    await until(async () => (await ledger.get('order-17'))?.state === 'rejected')
  })

  it('writes no intent for which another one held the ledger for too long', async () => {
    const pool = openPool({ connectionString: inject('database') })
    const schema = newSchema()
    const ledger = openLedger(pool, schema)
    await ledger.get('')
    const other = await pool.connect()
    await other.query(`BEGIN; LOCK TABLE ${schema}.submission`)
    const begun = ledger.begin(intentOf('order-17'))
    const held = other.query('SELECT pg_sleep(4.5); COMMIT')
    await expect(begun).rejects.toThrow('longer than 4 s')
    await held
    other.release()
    expect(await ledger.get('order-17')).toBeUndefined()
  })
})
