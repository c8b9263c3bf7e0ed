import { type Apikley, createApikley, type Ledger, memoryLedger } from '@apikley/client'
import { setImmediate } from 'node:timers/promises'
import type { Measurement } from '../results.ts'
import { median, round } from '../statistics.ts'

const name = '@apikley/client'
const bare = 'a promise and a timer'

const method =
  'Waits for tasks that are going on are begun all at once, until each has its place in the queue: the client as its ' +
  'users get it, with a ledger in memory that knows every task. Beside it as many bare promises with a timer each. ' +
  'Medians of five runs, by turns.'

/** What it costs to begin many waits at once. */
export async function waitSetup(): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const count of [1_000, 10_000, 100_000]) {
    const ours: number[] = []
    const theirs: number[] = []
    const ids = Array.from({ length: count }, (_, index) => `task-${index}`)
    const ledger = await ledgerOf(ids)
    for (let run = 0; run < 5; run++) {
      theirs.push(await timers(count))
      ours.push(await waits(ledger, ids))
    }
    const [ms, bareMs] = [median(ours), median(theirs)]
    const title = `Waiting. ${count.toLocaleString('en')} waits begun at once`
    measurements.push({
      title: `${title}: × ${bare}`,
      unit: `× ${bare}`,
      method,
      goals: [],
      rows: [{ name, value: round(ms / bareMs, 1) }],
    })
    if (count < 100_000) continue
    measurements.push({
      title: `${title}: ms`,
      unit: 'ms',
      method,
      goals: [{ of: name, limit: 'at most', value: 1_000 }],
      rows: [
        { name, value: round(ms, 0) },
        { name: bare, value: round(bareMs, 0) },
      ],
    })
  }
  return measurements
}

async function ledgerOf(ids: readonly string[]): Promise<Ledger> {
  const ledger = memoryLedger()
  for (const id of ids) {
    await ledger.begin({
      key: id,
      attempt: id,
      fingerprint: '',
      baseUrl: 'https://api.example.com',
      model: 'bench/text-to-video',
      state: 'sending',
      sentAt: Date.now(),
      leaseUntil: Date.now(),
      callback: false,
    })
    await ledger.update(id, { state: 'accepted', taskId: id })
  }
  return ledger
}

async function waits(ledger: Ledger, ids: readonly string[]): Promise<number> {
  const apikley = createApikley({ apiKey: 'fake-key-for-benchmarks', ledger, fetch: goingOn })
  const ms = await milliseconds(() => ids.map((id) => ended(apikley, id)))
  await apikley.close()
  return ms
}

const goingOn = (): Promise<Response> =>
  Promise.resolve(Response.json({ code: 200, data: { taskId: 'another', state: 'generating' } }))

const ended = (apikley: Apikley, id: string): Promise<unknown> => apikley.tasks.wait(id).catch(() => {})

async function timers(count: number): Promise<number> {
  const begun: NodeJS.Timeout[] = []
  const ms = await milliseconds(() =>
    Array.from({ length: count }, () => new Promise((resolve) => begun.push(setTimeout(resolve, 600_000)))),
  )
  for (const timer of begun) clearTimeout(timer)
  return ms
}

/** Until nothing more is left to be done at once. */
async function milliseconds(begin: () => unknown): Promise<number> {
  const begun = performance.now()
  begin()
  await setImmediate()
  return performance.now() - begun
}
