import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Submission } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import { openBare } from '../ledger/bare.ts'
import { fill, openEvery } from '../ledger/fill.ts'
import { intentOf } from '../ledger/intents.ts'
import type { Measurement, Row } from '../results.ts'
import { median, round } from '../statistics.ts'

const entries = 1_000_000
const rounds = 5
const names = { ours: 'sqliteLedger', bare: 'node:sqlite by itself', memory: 'memoryLedger' }

// Not the system's folder for temporary files: that one is often kept in memory.
const parent = path.join(import.meta.dirname, '../../node_modules/.cache/ledger')

/** Puts one intent in its place, and resolves when it would survive a power failure. */
type Begin = (intent: Submission) => Promise<unknown>

const stores: Record<string, (file: string) => { begin: Begin; close: () => unknown }> = {
  [names.ours]: sqliteLedger,
  [names.bare]: (file) => {
    const bare = openBare(file)
    return { begin: async (intent) => bare.begin(intent), close: () => bare.close() }
  },
}

/** How fast intents are written, and what a large ledger costs. */
export async function ledgers(): Promise<Measurement[]> {
  return [await writing(1, 200), await writing(50, 5000), ...(await large())]
}

async function writing(writers: number, intents: number): Promise<Measurement> {
  const rates = new Map<string, number[]>(Object.keys(stores).map((name) => [name, []]))
  for (let count = 0; count < rounds; count++) {
    for (const [name, figures] of rates) figures.push(await rateOf(name, writers, intents))
  }
  return {
    title: `Intents on the disk, ${writers} ${writers === 1 ? 'writer' : 'writers'} in a process`,
    unit: 'per second',
    method: `Each one resolved when it would survive a power failure; ${intents} of them in each of ${rounds} rounds in turn, the median. The library by itself is sent the same statements for a key: no sums, no checksums, no look at the file's name. What comes to the ledger at one moment shares a transaction.`,
    goals: [{ of: names.ours, limit: 'at least', value: writers > 1 ? 1 : 0.4, times: names.bare }],
    rows: [...rates].map(([name, figures]) => ({ name, value: round(median(figures), 0) })),
  }
}

async function rateOf(name: string, writers: number, intents: number): Promise<number> {
  return inFolder(async (folder) => {
    const store = stores[name]?.(path.join(folder, 'ledger.db'))
    if (!store) throw new Error(`There is no store '${name}'.`)
    let next = 0
    await store.begin(intentOf(0))
    const began = performance.now()
    await Promise.all(
      Array.from({ length: writers }, async () => {
        while (next < intents) await store.begin(intentOf((next += 1)))
      }),
    )
    const took = performance.now() - began
    await store.close()
    return (intents / took) * 1000
  })
}

interface Figure {
  opening: number
  beginning: number
  listing?: number
  memory: number
}

async function large(): Promise<Measurement[]> {
  return inFolder(async (folder) => {
    const ours = path.join(folder, 'ledger.db')
    const bare = path.join(folder, 'bare.db')
    const ledger = sqliteLedger(ours)
    await fill(ledger, entries)
    await ledger.close()
    const small = path.join(folder, 'small.db')
    const other = sqliteLedger(small)
    await fill(other, entries / 100)
    await other.close()
    const figures = {
      ours: await figuresOf('sqlite', ours, entries),
      bare: await figuresOf('bare', bare, entries),
      memory: await figuresOf('memory', '', entries),
      small: await figuresOf('sqlite', small, entries / 100),
    }
    const method = `The median of ${rounds} processes.`
    const row = (name: string, value: number, digits = 1): Row => ({ name, value: round(value, digits) })
    const size = entries.toLocaleString('en')
    return [
      {
        title: `Opening a ledger of ${size} submissions`,
        unit: 'ms',
        method: `${method} Until the first submission is read; the library by itself opens an empty database.`,
        goals: [{ of: names.ours, limit: 'at most', value: 500 }],
        rows: [row(names.ours, figures.ours.opening), row(names.bare, figures.bare.opening)],
      },
      {
        title: `An intent within a budget, in a ledger of ${size} submissions`,
        unit: 'ms',
        method: `${method} Each the median of 50 intents whose windows hold everything, a half, or one in a thousand; the library by itself adds up nothing, in an empty database.`,
        goals: [
          { of: names.ours, limit: 'at most', value: 5 },
          { of: names.memory, limit: 'at most', value: 5 },
        ],
        rows: [
          row(names.ours, figures.ours.beginning, 2),
          row(names.memory, figures.memory.beginning, 2),
          row(names.bare, figures.bare.beginning, 2),
        ],
      },
      {
        title: `The open ones of ${size} submissions`,
        unit: 'ms',
        method: `${method} One of ${openEvery} is open.`,
        goals: [{ of: names.ours, limit: 'at most', value: 500 }],
        rows: [
          row(names.ours, figures.ours.listing ?? Number.NaN),
          row(names.memory, figures.memory.listing ?? Number.NaN),
        ],
      },
      {
        title: `Memory of a ledger of ${size} submissions`,
        unit: 'MB resident',
        method: `${method} What is held after all of that, and a collection; 1 MB is 1,000,000 bytes.`,
        goals: [{ of: names.ours, limit: 'at most', value: 3, times: 'sqliteLedger of a hundredth' }],
        rows: [
          row(names.ours, figures.ours.memory / 1e6, 0),
          row('sqliteLedger of a hundredth', figures.small.memory / 1e6, 0),
          row(names.memory, figures.memory.memory / 1e6, 0),
        ],
      },
    ]
  })
}

async function figuresOf(way: string, file: string, count: number): Promise<Figure> {
  const program = path.join(import.meta.dirname, '../programs/large-ledger.ts')
  const figures: Figure[] = []
  for (let each = 0; each < rounds; each++) {
    const child = fork(program, [way, file, `${count}`], { execArgv: ['--expose-gc'] })
    const [answer] = (await once(child, 'message')) as [Figure]
    figures.push(answer)
  }
  const middle = (of: keyof Figure): number => median(figures.map((figure) => figure[of] ?? Number.NaN))
  return {
    opening: middle('opening'),
    beginning: middle('beginning'),
    listing: middle('listing'),
    memory: middle('memory'),
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
