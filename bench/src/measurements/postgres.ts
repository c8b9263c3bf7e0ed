import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { postgresLedger } from '@apikley/postgres'
import { type PostgresServer, startPostgres } from '@apikley/repo-tools/postgres-server'
import { Pool } from 'pg'
import { everyMs, intentOf, timeOf } from '../ledger/intents.ts'
import { openOrders, type Way, ways, write } from '../postgres/orders.ts'
import type { Measurement, Row } from '../results.ts'
import { median, round } from '../statistics.ts'

const rounds = 5
const entries = 1_000_000
const processes = 50

// Not the system's folder for temporary files: that one is often kept in memory.
const parent = path.join(import.meta.dirname, '../../node_modules/.cache/postgres')

/** How fast orders are written into PostgreSQL, and what a large ledger costs there. */
export async function postgres(): Promise<Measurement[]> {
  return [
    await writing('1 writer', openHere(200, 1)),
    await writing('50 writers in a process', openHere(2_000, 50)),
    await writing(`${processes} processes`, openProcesses(40)),
    ...(await large()),
  ]
}

/** Those who write: each call writes so many orders from a number on. */
interface Writers {
  readonly orders: number
  readonly write: (first: number) => Promise<unknown>
  readonly close: () => Promise<unknown>
}

type Open = (way: Way, url: string) => Promise<Writers>

async function writing(who: string, open: Open): Promise<Measurement> {
  const rates: Record<Way, number[]> = { ours: [], bare: [] }
  await withServer(async ({ url }) => {
    const both = { ours: await open('ours', url), bare: await open('bare', url) }
    for (let count = 0; count <= rounds; count++) {
      for (const way of ['ours', 'bare'] as const) {
        const { orders, write: writeSome } = both[way]
        const ms = await took(() => writeSome(count * 10_000))
        // The first round opens their connections.
        if (count > 0) rates[way].push((orders / ms) * 1000)
      }
    }
    await Promise.all([both.ours.close(), both.bare.close()])
  })
  return {
    title: `Orders in PostgreSQL, ${who}`,
    unit: 'per second',
    method: `An intent and its outcome each, resolved when they would survive a power failure; the median of ${rounds} rounds in turn, on a server of this machine with its own settings. The library by itself sends the same statements to a table with a key and a unique task: no sums, no notices, no versions.`,
    goals: [{ of: ways.ours, limit: 'at least', value: 0.5, times: ways.bare }],
    rows: (['ours', 'bare'] as const).map((way) => ({
      name: ways[way],
      value: round(median(rates[way]), 0),
    })),
  }
}

const openHere =
  (orders: number, writers: number): Open =>
  async (way, url) => {
    const store = await openOrders(way, url)
    return {
      orders,
      write: (first) => write(store, first, orders, writers),
      close: () => store.close(),
    }
  }

const openProcesses =
  (each: number): Open =>
  async (way, url) => {
    // The tables are there before they come.
    await (await openOrders(way, url)).close()
    const program = path.join(import.meta.dirname, '../programs/postgres-writer.ts')
    const children: ChildProcess[] = []
    // Not all at once: their start is not what is measured.
    for (let index = 0; index < processes; index++) {
      const child = fork(program, [way, url])
      await once(child, 'message')
      children.push(child)
    }
    return {
      orders: processes * each,
      write: (first) =>
        Promise.all(
          children.map((child, index) => {
            const done = once(child, 'message')
            child.send({ first: first + index * each, count: each })
            return done
          }),
        ),
      close: () =>
        Promise.all(
          children.map((child) => {
            const ended = once(child, 'exit')
            child.disconnect()
            return ended
          }),
        ),
    }
  }

async function large(): Promise<Measurement[]> {
  return withServer(async ({ url }) => {
    const pool = new Pool({ connectionString: url })
    const ledger = postgresLedger(pool)
    await ledger.get('')
    await fill(pool)
    const beginning: number[] = []
    for (let number = 0; number < 60; number++) {
      const now = timeOf(entries)
      const share = [1, 0.5, 0.001][number % 3] ?? 1
      const limit = { credits: 1e12, since: now - share * entries * everyMs, now }
      const intent = { ...intentOf(entries + number), sentAt: now }
      beginning.push(await took(() => ledger.begin(intent, limit)))
    }
    const listing = await took(async () => {
      for await (const { state } of ledger.list('open')) if (state !== 'sending') throw new Error(state)
    })
    const { rows } = await pool.query<{ bytes: string }>(
      `SELECT pg_total_relation_size('apikley.submission') + pg_total_relation_size('apikley.block') AS bytes`,
    )
    await ledger.close()
    await pool.end()
    const size = entries.toLocaleString('en')
    const row = (value: number, digits: number): Row[] => [{ name: ways.ours, value: round(value, digits) }]
    return [
      {
        title: `An intent within a budget, in a PostgreSQL of ${size} submissions`,
        unit: 'ms',
        method: 'The median of 60 intents whose windows hold everything, a half, or one in a thousand.',
        goals: [{ of: ways.ours, limit: 'at most', value: 10 }],
        rows: row(median(beginning), 2),
      },
      {
        title: `The open ones of ${size} submissions in PostgreSQL`,
        unit: 'ms',
        method: 'One of 1,000 is open.',
        goals: [{ of: ways.ours, limit: 'at most', value: 500 }],
        rows: row(listing, 0),
      },
      {
        title: `Size of ${size} submissions in PostgreSQL`,
        unit: 'MB on the disk',
        method: 'Tables and indexes, after it was vacuumed; 1 MB is 1,000,000 bytes.',
        goals: [],
        rows: row(Number(rows[0]?.bytes) / 1e6, 0),
      },
    ]
  })
}

/** As many submissions as the ledger would have written, by one statement: its functions would take half an hour. */
async function fill(pool: Pool): Promise<void> {
  const ended = {
    ...intentOf(0),
    state: 'succeeded',
    taskId: '281e5b0f39b9000000000000',
    urls: ['https://cdn.example.com/clips/000000.mp4'],
    files: ['videos/000000.mp4'],
  }
  await pool.query(
    `INSERT INTO apikley.submission (key, state, base_url, task_id, task_hash, filter, sent_at, parts, body)
     SELECT key, CASE WHEN is_open THEN 'sending' ELSE 'succeeded' END, 'https://api.apikley.ru',
       CASE WHEN NOT is_open THEN 'task-' || number END,
       CASE WHEN NOT is_open THEN sha256(('task-' || number)::bytea) END,
       CASE WHEN is_open THEN 'open' END,
       $1::bigint + number * $2::bigint, 160000000,
       (CASE WHEN is_open THEN $3::jsonb ELSE $4::jsonb END || jsonb_build_object('key', key))::json
     FROM (
       SELECT number, '7f9c24e8-3b12-4fef-91e0-' || lpad(number::text, 12, '0') AS key, number % 1000 = 0 AS is_open
       FROM generate_series(0, $5::bigint - 1) AS number
     ) AS numbers`,
    [timeOf(0), everyMs, JSON.stringify(intentOf(0)), JSON.stringify(ended), entries],
  )
  await pool.query('VACUUM ANALYZE apikley.submission, apikley.block')
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

/** A new server on a real disk. */
export async function withServer<T>(work: (server: PostgresServer) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(path.join(parent, 'run-'))
  const server = await startPostgres({ folder, settings: { max_connections: '600' } })
  try {
    return await work(server)
  } finally {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
}
