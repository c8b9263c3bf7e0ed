import { Session } from 'node:inspector/promises'
import { setImmediate } from 'node:timers/promises'

/**
 * Begins as many waits as it is told, of tasks that are still going on, and prints how often the blocks of the client's
 * code were entered for it, and for the end of all waits.
 */
const count = Number(process.argv[2])
const session = new Session()
session.connect()
await session.post('Profiler.enable')
// Before the client is loaded: code that is compiled without it is not counted block by block.
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
const { createApikley, memoryLedger } = await import('@apikley/client')

const ledger = memoryLedger()
const ids = Array.from({ length: count }, (_, index) => `task-${index}`)
const now = Date.now()
for (const [index, id] of ids.entries()) {
  // Of all ages: some are due at once.
  const sentAt = now - (index % 10) * 60_000
  const facts = {
    fingerprint: '',
    baseUrl: 'https://api.apikley.ru',
    model: 'some/text-to-video',
    leaseUntil: sentAt,
    callback: false,
  } as const
  await ledger.begin({ key: id, attempt: id, state: 'sending', sentAt, ...facts })
  await ledger.update(id, { state: 'accepted', taskId: id })
}
const apikley = createApikley({
  apiKey: 'fake-key-for-tests-0000',
  ledger,
  fetch: async () => Response.json({ code: 200, data: { taskId: 'x', state: 'generating' } }),
})
await apikley.tasks.get('x')

/** The counts since the last time. */
async function blocks(): Promise<number> {
  const { result } = await session.post('Profiler.takePreciseCoverage')
  return result
    .filter(({ url }) => url.includes('/packages/client/src/'))
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges)
    .reduce((sum, range) => sum + range.count, 0)
}

await blocks()
const waits = ids.map((id) => apikley.tasks.wait(id).catch(() => undefined))
await setImmediate()
await setImmediate()
const begun = await blocks()
await apikley.close()
await Promise.all(waits)
console.log(JSON.stringify({ begun, ended: await blocks() }))
