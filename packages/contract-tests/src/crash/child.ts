/**
 * A program for crash.test.ts, which takes `Orders`, a line of JSON each, until one of them kills it. Each generates a
 * clip, or finishes what another process has left open and asks for the same clip again. What became of it is a line of
 * JSON on its output.
 */
import { flushCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import { countDatabase } from './counted-database.ts'
import { countDisk } from './counted-disk.ts'
import { countedFetch } from './counted-fetch.ts'
import { countedLedger } from './counted-ledger.ts'
import { fastClock } from './fast-clock.ts'
import type { Orders, Report } from './orders.ts'
import { Seams } from './seams.ts'

/** How much later it is that somebody looks what became of it. */
const laterMs = 120_000

const seams = new Seams()
await countDisk(seams)
countDatabase(seams)
const { createApikley, isApikleyError } = await import('@apikley/client')
const { sqliteLedger } = await import('@apikley/client/node')
const { klingV21MasterTextToVideo: kling } =
  await import('@apikley/types/models/kling/v2-1-master-text-to-video')
// So that loading it is no seam.
await createApikley({ apiKey: 'fake-key-0000' })
  .files.link('')
  .catch(() => {})
// For those that come after it: it may not live to its end, where Node would do that.
flushCompileCache()

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await carryOut(JSON.parse(line) as Orders)))
}

async function carryOut(orders: Orders): Promise<Report> {
  const { url, ledger: database, key, saveTo, callbackUrl, recovers } = orders
  const ledger = countedLedger(sqliteLedger(database), seams)
  const clock = fastClock(5, recovers ? laterMs : 0)
  const report: Report = { seams: seams.begin(orders.death), submissions: [] }
  const apikley = createApikley({
    apiKey: 'fake-key-0000',
    baseUrl: url,
    models: [kling],
    fetch: countedFetch(seams, orders.faults),
    clock: {
      now: () => clock.now(),
      sleep: (ms, signal) => seams.pass('clock', 'sleep', () => clock.sleep(ms, signal)),
    },
    ledger,
    ...(callbackUrl !== undefined && { callbacks: { url: callbackUrl } }),
  })

  if (recovers) {
    const callbackTimeoutMs = laterMs + recovers.callbackTimeoutMs
    const { finished, failed, pending, undecided, foreign } = await apikley.recover({ callbackTimeoutMs })
    report.recovery = {
      finished: finished.map(({ files }) => files.map(({ path }) => path).join()),
      interrupted: [
        ...[...failed, ...pending].map(({ error }) => error.message),
        ...foreign.map(({ baseUrl }) => `it was sent to ${baseUrl}`),
      ],
      undecided: undecided.map((submission) => submission.key),
    }
  }
  try {
    const { taskId, files } = await apikley.generate(kling, { prompt: key }, { key, saveTo })
    report.generated = { taskId, files: files.map(({ path }) => path) }
  } catch (error) {
    if (!isApikleyError(error)) throw error
    report.error = { kind: error.kind, moneySpent: error.moneySpent, message: error.message }
  }
  seams.end()
  for await (const submission of ledger.list()) report.submissions.push(submission)
  await ledger.close?.()
  return report
}
