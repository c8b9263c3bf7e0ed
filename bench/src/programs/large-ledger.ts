import { memoryLedger } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import { openBare } from '../ledger/bare.ts'
import { fill } from '../ledger/fill.ts'
import { everyMs, intentOf, timeOf } from '../ledger/intents.ts'

// Works on a large ledger, or asks the bare library the same, and tells how long each thing took and what memory it needs.
const [way = '', path = '', count = ''] = process.argv.slice(2)
const entries = Number(count)
const tries = 50

async function took(work: () => unknown): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function bare(): Promise<Record<string, number>> {
  let database = openBare(path)
  database.close()
  const opening = await took(() => {
    database = openBare(path)
    database.get(intentOf(0).key)
  })
  const beginning: number[] = []
  for (let number = 0; number < tries; number++) {
    beginning.push(await took(() => database.begin(intentOf(entries + number + process.pid * 1000))))
  }
  return { opening, beginning: middle(beginning) }
}

async function ledger(): Promise<Record<string, number>> {
  const store = way === 'memory' ? memoryLedger() : sqliteLedger(path)
  if (way === 'memory') await fill(store, entries)
  const opening = await took(() => store.get(intentOf(0).key))
  // The windows hold everything, a half, and one in a thousand.
  const beginning: number[] = []
  for (let number = 0; number < tries; number++) {
    const now = timeOf(entries)
    const share = [1, 0.5, 0.001][number % 3] ?? 1
    const limit = { credits: 1e12, since: now - share * entries * everyMs, now }
    const intent = { ...intentOf(entries + number + process.pid * 1000), sentAt: now }
    beginning.push(await took(() => store.begin(intent, limit)))
    await store.update(intent.key, { state: 'rejected' })
  }
  const listing = await took(async () => {
    for await (const { state } of store.list('open')) if (state !== 'sending') throw new Error(state)
  })
  await store.close?.()
  return { opening, beginning: middle(beginning), listing }
}

const middle = (figures: readonly number[]): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN

const before = process.memoryUsage.rss()
const figures = await (way === 'bare' ? bare() : ledger())
globalThis.gc?.()
process.send?.({ ...figures, memory: process.memoryUsage.rss() - before })
