import { type ApikleyOptions, createApikley, type FetchFunction, isApikleyError } from '@apikley/client'
import { type Mock, startMock } from '@apikley/mock'
import { postgresLedger, type PostgresLedgerOptions } from '@apikley/postgres'
import { type PostgresServer, startPostgres } from '@apikley/repo-tools/postgres-server'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, Pool } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { intentOf } from './intent.ts'
import { type Proxy, startProxy } from './proxy.ts'
import { newSchema, until } from './set-up.ts'

let server: PostgresServer
let mock: Mock
beforeAll(async () => {
  // What is not asked to be on the disk is there ten seconds later.
  server = await startPostgres({ settings: { wal_writer_delay: '10000' } })
  mock = await startMock({ taskMs: 0 })
})
afterAll(() => Promise.all([server.close(), mock.close()]))
beforeEach(() => mock.reset())

const task = { model: kling.id, input: { prompt: 'a lighthouse at dusk' } }

/** A client over a ledger in the server, and what happens once the API has answered a create. */
function setUp(
  afterAnswer: () => Promise<void> = async () => {},
  options: PostgresLedgerOptions = {},
  connectionString: string = server.url,
) {
  const pool = new Pool({ connectionString })
  const ledger = postgresLedger(pool, { schema: newSchema(), ...options })
  const fetch: FetchFunction = async (url, init) => {
    const answer = await globalThis.fetch(url, init)
    if (url.endsWith('/createTask')) await afterAnswer()
    return answer
  }
  const apikley = createApikley({
    apiKey: 'fake-key-for-tests-0000',
    baseUrl: mock.url,
    models: [kling],
    ledger,
    fetch,
  } satisfies ApikleyOptions<typeof kling>)
  onTestFinished(async () => {
    await apikley.close()
    await pool.end()
  })
  return { apikley, ledger, pool }
}

const startSoon = (): void => void sleep(300).then(() => server.start())

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (answer) => expect.fail(`It answered ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  )
}

it.each(['kill', 'fast'] as const)(
  'a server that is stopped (%s) in the middle of a create has what was sent, once it is back',
  async (how) => {
    const { apikley, ledger } = setUp(async () => {
      await server.stop(how)
      startSoon()
    })
    const { taskId } = await apikley.tasks.create(task, { key: 'order-17' })
    expect(await ledger.get('order-17')).toMatchObject({ state: 'accepted', taskId })
    expect(mock.bill()).toHaveLength(1)
  },
)

it('a server that acknowledges before it writes is overruled', async () => {
  const schema = newSchema()
  const pool = new Pool({ connectionString: server.url, options: '-c synchronous_commit=off' })
  const ledger = postgresLedger(pool, { schema, listen: false })
  await ledger.begin(intentOf('begun'))
  await ledger.begin(intentOf('changed'))
  await ledger.update('changed', { state: 'accepted', taskId: 'task' })
  await server.stop('kill')
  await server.start()
  expect(await ledger.get('begun')).toMatchObject({ state: 'sending' })
  expect(await ledger.find('task')).toMatchObject({ key: 'changed' })
  await ledger.close()
  await pool.end()
})

it('a server that is back soon lets a create be sent', async () => {
  const { apikley, ledger } = setUp()
  await ledger.get('')
  await server.stop('immediate')
  startSoon()
  const { taskId } = await apikley.tasks.create(task, { key: 'order-17' })
  expect(await ledger.get('order-17')).toMatchObject({ state: 'accepted', taskId })
  expect(mock.bill()).toHaveLength(1)
})

it('a server that is away has nothing sent', async () => {
  const { apikley } = setUp()
  await server.stop('fast')
  const error = await failureOf(apikley.tasks.create(task, { key: 'order-17' }))
  await server.start()
  expect(isApikleyError(error, 'ledger') && error.moneySpent).toBe('no')
  expect(mock.bill()).toHaveLength(0)
})

it('a server that stays away is said to lack what was sent, and has it when it is back', async () => {
  const { apikley, ledger } = setUp(() => server.stop('kill'), { outageMs: 500 })
  const error = await failureOf(apikley.tasks.create(task, { key: 'order-17' }))
  expect(isApikleyError(error, 'ledger') && error.moneySpent).toBe('yes')
  expect(String((error as Error).cause)).toContain('kept in memory')
  const { taskId } = error as { taskId?: string }
  expect(mock.bill()).toMatchObject([{ taskId }])
  await server.start()
  await until(async () => (await ledger.get('order-17'))?.state === 'accepted')
  expect(await ledger.get('order-17')).toMatchObject({ taskId })
})

it('a server that stays away until the client is closed leaves a submission that is taken for sent', async () => {
  const schema = newSchema()
  const { apikley } = setUp(() => server.stop('kill'), { schema, outageMs: 300 })
  await failureOf(apikley.tasks.create(task, { key: 'order-17' }))
  await apikley.close()
  await server.start()
  const next = setUp(undefined, { schema })
  const error = await failureOf(next.apikley.tasks.create(task, { key: 'order-17', submitWithinMs: 100 }))
  expect(isApikleyError(error, 'unknown-submit') && error.moneySpent).toBe('unknown')
  expect(mock.bill()).toHaveLength(1)
})

async function setUpProxy(): Promise<Proxy> {
  const proxy = await startProxy(server.url)
  onTestFinished(() => proxy.close())
  return proxy
}

describe('a connection that breaks while', () => {
  it('an intent is committed does not have it sent twice, or taken for unsent', async () => {
    const proxy = await setUpProxy()
    const { apikley, ledger } = setUp(undefined, {}, proxy.url)
    await ledger.get('')
    proxy.loseAnswerTo('begin_submission')
    const { taskId } = await apikley.tasks.create(task, { key: 'order-17' })
    expect(proxy.lost).toBe(1)
    expect(await ledger.get('order-17')).toMatchObject({ state: 'accepted', taskId })
    expect(mock.bill()).toHaveLength(1)
  })

  it('an intent within a budget is committed does not count it twice', async () => {
    const proxy = await setUpProxy()
    const { ledger } = setUp(undefined, {}, proxy.url)
    const limit = { credits: 10, since: 0, now: 1_800_000_000_000 }
    await ledger.get('')
    proxy.loseAnswerTo('begin_submission')
    const intent = intentOf('order-17', { credits: 6 })
    expect(await ledger.begin(intent, limit)).toEqual(intent)
    expect(proxy.lost).toBe(1)
    expect(await ledger.spending(limit)).toBe(6)
  })

  it('an outcome is committed does not lose it', async () => {
    const proxy = await setUpProxy()
    const { apikley, ledger } = setUp(async () => proxy.loseAnswerTo('change_submission'), {}, proxy.url)
    const { taskId } = await apikley.tasks.create(task, { key: 'order-17' })
    expect(proxy.lost).toBe(1)
    expect(await ledger.get('order-17')).toMatchObject({ state: 'accepted', taskId })
  })

  it("a person's decision is committed does not drop it", async () => {
    const proxy = await setUpProxy()
    const { ledger } = setUp(undefined, {}, proxy.url)
    await ledger.begin(intentOf('order-17'))
    proxy.loseAnswerTo('change_submission')
    const decision = { attempt: 'decided' }
    const decided = await ledger.update('order-17', { state: 'rejected', reason: 'none', decision })
    expect(proxy.lost).toBe(1)
    expect(decided).toMatchObject({ state: 'rejected', attempt: 'decided', reason: 'none' })
  })
})

it('a server that another one takes over from leaves nothing of what was sent behind', async () => {
  const primary = await startPostgres()
  const proxy = await startProxy(primary.url)
  let standby: PostgresServer | undefined
  onTestFinished(async () => {
    proxy.close()
    await Promise.all([primary.close(), standby?.close()])
  })
  const schema = newSchema()
  const { apikley, ledger } = setUp(
    async () => {
      const admin = new Client({ connectionString: primary.url })
      await admin.connect()
      await admin.query('ALTER SYSTEM SET default_transaction_read_only = on')
      await admin.end()
      await primary.stop('fast')
      // It has all that the other one had; that one comes back, and must not be written any more.
      standby = await startPostgres({
        copyOf: primary,
        settings: { default_transaction_read_only: 'off' },
      })
      await primary.start()
      const { url } = standby
      void sleep(500).then(() => proxy.leadTo(url))
    },
    { schema },
    proxy.url,
  )
  const { taskId } = await apikley.tasks.create(task, { key: 'order-17' })
  expect(await ledger.get('order-17')).toMatchObject({ state: 'accepted', taskId })
  const pool = new Pool({ connectionString: standby?.url })
  const { rows } = await pool.query(`SELECT state FROM ${schema}.submission`)
  expect(rows).toEqual([{ state: 'accepted' }])
  await pool.end()
})

/** Makes the server refuse to write, or lets it write again, without a new start. */
async function setReadOnly(isReadOnly: boolean): Promise<void> {
  const admin = new Client({ connectionString: server.url })
  await admin.connect()
  await admin.query('SET default_transaction_read_only = off')
  await admin.query(`ALTER SYSTEM SET default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`)
  await admin.query('SELECT pg_reload_conf()')
  await admin.end()
}

describe('a server that is read-only', () => {
  it('has nothing sent, and says why', async () => {
    const { apikley, ledger, pool } = setUp()
    await ledger.get('')
    await setReadOnly(true)
    await until(
      async () =>
        (await pool.query('SHOW default_transaction_read_only')).rows[0].default_transaction_read_only ===
        'on',
    )
    const error = await failureOf(apikley.tasks.create(task, { key: 'order-17' }))
    await setReadOnly(false)
    expect(isApikleyError(error, 'ledger') && error.moneySpent).toBe('no')
    expect(String((error as Error).cause)).toContain('read-only transaction')
    expect(mock.bill()).toHaveLength(0)
    expect(await ledger.get('order-17')).toBeUndefined()
  })

  it('in the middle of a create has what was sent, once it can be written', async () => {
    const { apikley, ledger } = setUp(async () => {
      await setReadOnly(true)
      void sleep(500).then(() => setReadOnly(false))
    })
    const { taskId } = await apikley.tasks.create(task, { key: 'order-17' })
    expect(await ledger.get('order-17')).toMatchObject({ state: 'accepted', taskId })
    expect(mock.bill()).toHaveLength(1)
  })
})
