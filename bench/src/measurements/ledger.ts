import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Submission } from '@apikley/client'
import { fileLedger } from '@apikley/client/node'
import type { Measurement, Row } from '../results.ts'
import { median, round } from '../statistics.ts'

const entries = 100_000
const rounds = 5
const names = {
  ours: 'fileLedger',
  plain: 'a write and fdatasync each',
  sqlite: 'node:sqlite, WAL, synchronous=FULL',
}

// Not the system's folder for temporary files: that one is often kept in memory.
const parent = path.join(import.meta.dirname, '../../node_modules/.cache/ledger')

/** Puts one intent in its place, and resolves when it would survive a power failure. */
type Begin = (intent: Submission) => Promise<unknown>

const stores: Record<string, (folder: string) => Promise<{ begin: Begin; close: () => unknown }>> = {
  [names.ours]: async (folder) => {
    const ledger = fileLedger(folder)
    await ledger.list()
    return { begin: (intent) => ledger.begin(intent), close: () => ledger.close() }
  },
  [names.plain]: async (folder) => {
    const file = await open(path.join(folder, 'plain'), 'a')
    return {
      begin: async (intent) => {
        await file.write(`${JSON.stringify(intent)}\n`)
        await file.datasync()
      },
      close: () => file.close(),
    }
  },
  [names.sqlite]: async (folder) => {
    const database = new DatabaseSync(path.join(folder, 'sqlite'))
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE submissions (key TEXT PRIMARY KEY, body TEXT)',
    )
    const insert = database.prepare('INSERT INTO submissions VALUES (?, ?)')
    return {
      begin: async (intent) => insert.run(intent.key, JSON.stringify(intent)),
      close: () => database.close(),
    }
  },
}

/** How fast intents are written, and what reading them again takes. */
export async function ledgers(): Promise<Measurement[]> {
  return [await writing(1, 200), await writing(50, 5000), ...(await reading())]
}

async function writing(writers: number, intents: number): Promise<Measurement> {
  const rates = new Map<string, number[]>(Object.keys(stores).map((name) => [name, []]))
  for (let count = 0; count < rounds; count++) {
    for (const [name, figures] of rates) figures.push(await rateOf(name, writers, intents))
  }
  return {
    title: `Intents on the disk, ${writers} ${writers === 1 ? 'writer' : 'writers'} in a process`,
    unit: 'per second',
    method: `Each one resolved when it would survive a power failure; ${intents} of them in each of ${rounds} rounds in turn, the median. Only the ledger is safe for several processes that begin one key.`,
    // Beside the write and the wait, the ledger reads the file before and after: that is how it needs no lock.
    goals: [{ of: names.ours, limit: 'at least', value: writers > 1 ? 1 : 0.5, times: names.plain }],
    rows: [...rates].map(([name, figures]) => ({ name, value: round(median(figures), 0) })),
  }
}

async function rateOf(name: string, writers: number, intents: number): Promise<number> {
  return inFolder(async (folder) => {
    const store = await stores[name]?.(folder)
    if (!store) throw new Error(`There is no store '${name}'.`)
    let next = 0
    const began = performance.now()
    await Promise.all(
      Array.from({ length: writers }, async () => {
        while (next < intents) await store.begin(intent((next += 1)))
      }),
    )
    const took = performance.now() - began
    await store.close()
    return (intents / took) * 1000
  })
}

async function reading(): Promise<Measurement[]> {
  return inFolder(async (folder) => {
    const ledger = fileLedger(folder, { sync: false })
    await Promise.all(Array.from({ length: entries }, (_, number) => ledger.begin(intent(number))))
    await ledger.close()
    const figures = { ledger: await readingBy('ledger', folder), parse: await readingBy('parse', folder) }
    const rows = (value: (figure: Figure) => number): Row[] => [
      { name: names.ours, value: round(value(figures.ledger), 0) },
      { name: 'JSON.parse of each line', value: round(value(figures.parse), 0) },
    ]
    const method = `The median of ${rounds} processes.`
    return [
      {
        title: `Opening a ledger of ${entries.toLocaleString('en')} submissions`,
        unit: 'ms',
        method,
        goals: [{ of: names.ours, limit: 'at most', value: 2000 }],
        rows: rows(({ took }) => took),
      },
      {
        title: `Memory of a ledger of ${entries.toLocaleString('en')} submissions`,
        unit: 'MB resident',
        method: `${method} What is held after it was read and a collection; 1 MB is 1,000,000 bytes.`,
        goals: [{ of: names.ours, limit: 'at most', value: 250 }],
        rows: rows(({ memory }) => memory / 1e6),
      },
    ]
  })
}

interface Figure {
  took: number
  memory: number
}

async function readingBy(way: string, folder: string): Promise<Figure> {
  const program = path.join(import.meta.dirname, '../programs/open-ledger.ts')
  const figures: Figure[] = []
  for (let count = 0; count < rounds; count++) {
    const child = fork(program, [way, folder], { execArgv: ['--expose-gc'] })
    const [answer] = (await once(child, 'message')) as [Figure & { entries: number }]
    if (answer.entries !== entries) throw new Error(`${answer.entries} entries were read.`)
    figures.push(answer)
  }
  return {
    took: median(figures.map(({ took }) => took)),
    memory: median(figures.map(({ memory }) => memory)),
  }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true })
  const folder = await mkdtemp(path.join(parent, 'run-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

const intent = (number: number): Submission => ({
  key: `7f9c24e8-3b12-4fef-91e0-${`${number}`.padStart(12, '0')}`,
  attempt: `1b4e28ba-2fa1-11d2-883f-${`${number}`.padStart(12, '0')}`,
  fingerprint: 'c0ffee'.padEnd(64, '0'),
  model: 'kling/v2-1-master-text-to-video',
  state: 'sending',
  sentAt: 1_790_000_000_000,
  leaseUntil: 1_790_000_060_000,
  callback: true,
})
