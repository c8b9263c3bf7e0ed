import { createServer } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@apikley/repo-tools/free-port'
import { type ApikleyOptions, createApikley, type LedgerChange } from '@apikley/client'
import { nodeHandler } from '@apikley/client/node'
import { startMock } from '@apikley/mock'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import type { PostgresLedgerOptions } from '@apikley/postgres'
import type { Pool } from 'pg'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { startChild } from './child.ts'
import { intentOf } from './intent.ts'
import { newLedger, newPool, newSchema, until } from './set-up.ts'

const secret = 'fake-secret-for-tests-0000'

/** A mock whose callbacks come to a process of their own, which shares the ledger with the client of another one. */
async function setUp(clock?: ApikleyOptions['clock'], options: PostgresLedgerOptions = {}) {
  const mock = await startMock({ taskMs: 200, callbackSecret: secret })
  const schema = newSchema()
  const url = `http://127.0.0.1:${await freePort()}/callback`
  const open = (more: Partial<ApikleyOptions<typeof kling>>) => {
    const apikley = createApikley({
      apiKey: 'fake-key-for-tests-0000',
      baseUrl: mock.url,
      models: [kling],
      ledger: newLedger(newPool(), { schema, ...options }),
      callbacks: { url, secret },
      ...more,
    })
    onTestFinished(() => apikley.close())
    return apikley
  }
  const receiver = createServer(nodeHandler(open({}).callbacks.handler()))
  await new Promise<void>((resolve) => receiver.listen(Number(new URL(url).port), '127.0.0.1', resolve))
  onTestFinished(async () => {
    receiver.close()
    await mock.close()
  })
  return { mock, apikley: open({ clock }) }
}

describe('a callback that comes to another process', () => {
  it('ends a wait at once', async () => {
    const { apikley } = await setUp()
    const { taskId } = await apikley.tasks.create({
      model: kling.id,
      input: { prompt: 'a lighthouse at dusk' },
    })
    // By itself it would look again in an hour.
    const { state } = await apikley.tasks.wait(taskId, { intervalMs: 3_600_000 })
    expect(state).toBe('success')
  })

  it('brings the task of a lost answer home at once', async () => {
    // Those who look into the ledger now and then would do so in an hour.
    const { mock, apikley } = await setUp({
      now: () => Date.now(),
      sleep: (ms, signal) => sleep(ms === 2_000 ? 3_600_000 : ms, undefined, signal && { signal }),
    })
    // Without one nobody knows that a callback can come.
    apikley.callbacks.handler()
    mock.fault({ kind: 'lostResponse', times: 1 })
    const { urls } = await apikley.generate(kling.id, { prompt: 'a lighthouse at dusk' }, { key: 'order-17' })
    expect(urls).toHaveLength(1)
    expect(mock.bill()).toHaveLength(1)
  })
})

/** How often a ledger's connection listens. */
async function listeners(pool: Pool, schema: string): Promise<number[]> {
  const { rows } = await pool.query<{ pid: number }>(
    `SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN "${schema}_submission"'`,
  )
  return rows.map(({ pid }) => pid)
}

describe('a ledger that is subscribed to', () => {
  it('hears nothing of itself, and all of others', async () => {
    const schema = newSchema()
    const [ledger, other] = [newLedger(newPool(), { schema }), newLedger(newPool(), { schema })]
    const heard: LedgerChange[] = []
    ledger.subscribe((change) => heard.push(change))
    await until(async () => (await listeners(newPool(), schema)).length === 1)
    for (const key of ['own', 'theirs']) await ledger.begin(intentOf(key))
    await ledger.update('own', { state: 'accepted', taskId: 'task-1' })
    await other.update('theirs', { state: 'accepted', taskId: 'task-2' })
    await until(() => heard.length > 0)
    expect(heard).toEqual([{ key: 'theirs', state: 'accepted', taskId: 'task-2' }])
  })

  it('listens again after its connection has broken', async () => {
    const schema = newSchema()
    const pool = newPool()
    const [ledger, other] = [newLedger(newPool(), { schema }), newLedger(newPool(), { schema })]
    const heard: LedgerChange[] = []
    ledger.subscribe((change) => heard.push(change))
    await other.begin(intentOf('a'))
    await until(async () => (await listeners(pool, schema)).length === 1)
    const [before] = await listeners(pool, schema)
    await pool.query('SELECT pg_terminate_backend($1)', [before])
    await until(async () => (await listeners(pool, schema)).some((pid) => pid !== before))
    await other.update('a', { state: 'failed' })
    await until(() => heard.length > 0)
    expect(heard).toEqual([{ key: 'a', state: 'failed' }])
  })

  it('takes no notice of what is none, and tells nothing that is too long', async () => {
    const schema = newSchema()
    const pool = newPool()
    const [ledger, other] = [newLedger(newPool(), { schema }), newLedger(newPool(), { schema })]
    const heard: LedgerChange[] = []
    ledger.subscribe((change) => heard.push(change))
    for (const key of ['long', 'a']) await other.begin(intentOf(key))
    await until(async () => (await listeners(pool, schema)).length === 1)
    for (const payload of ['', 'x', 'null', '{}', '{"key":1}', '[]']) {
      await pool.query('SELECT pg_notify($1, $2)', [`${schema}_submission`, payload])
    }
    await other.update('long', { state: 'accepted', taskId: 'т'.repeat(5_000) })
    await other.update('a', { state: 'failed' })
    await until(() => heard.length > 0)
    expect(heard).toEqual([{ key: 'a', state: 'failed' }])
  })

  it('opens no connection where that is not wanted, and none before', async () => {
    const schema = newSchema()
    const [ledger, deaf] = [newLedger(newPool(), { schema }), newLedger(newPool(), { schema, listen: false })]
    await ledger.get('')
    expect(await listeners(newPool(), schema)).toEqual([])
    deaf.subscribe(() => {})
    ledger.subscribe(() => {})
    await until(async () => (await listeners(newPool(), schema)).length > 0)
    expect(await listeners(newPool(), schema)).toHaveLength(1)
    await ledger.close()
    await until(async () => (await listeners(newPool(), schema)).length === 0)
  })

  it('does not keep a process from ending', async () => {
    const child = startChild('listen-and-end.ts', [inject('database'), newSchema()])
    expect(await child.ended).toBe(0)
    expect(child.lines).toEqual(['heard'])
  })
})

describe('a ledger that does not listen', () => {
  it('looks for what others have changed, and tells it once', async () => {
    const schema = newSchema()
    const ledger = newLedger(newPool(), { schema, listen: false })
    const other = newLedger(newPool(), { schema })
    const heard: LedgerChange[] = []
    const leave = ledger.subscribe((change) => heard.push(change))
    for (const key of ['own', 'a', 'b']) await ledger.begin(intentOf(key))
    await ledger.update('own', { state: 'failed' })
    await other.update('a', { state: 'accepted', taskId: 'task' })
    await until(() => heard.length > 0)
    await other.update('b', { state: 'failed' })
    await until(() => heard.length > 1)
    leave()
    expect(heard).toEqual([
      { key: 'a', state: 'accepted', taskId: 'task' },
      { key: 'b', state: 'failed' },
    ])
  })

  it('has a wait ended by a callback that comes to another process', async () => {
    const { apikley } = await setUp(undefined, { listen: false })
    const { taskId } = await apikley.tasks.create({
      model: kling.id,
      input: { prompt: 'a lighthouse at dusk' },
    })
    const { state } = await apikley.tasks.wait(taskId, { intervalMs: 3_600_000 })
    expect(state).toBe('success')
  })
})
