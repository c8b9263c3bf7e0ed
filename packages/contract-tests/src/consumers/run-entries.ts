import type { Engine } from './example-run.ts'
import { mustRun } from './program.ts'
import { programFolder } from './project.ts'

/** Uses every entry of the installed client: its SQLite ledger has to pass the rules that its kit has for ledgers. */
const program = `
import { createApikley, memoryLedger, memoryRateLimiter } from '@apikley/client'
import { ledgerContract } from '@apikley/client/ledger-kit'
import { nodeHandler, sqliteLedger } from '@apikley/client/node'
import { openTelemetry } from '@apikley/client/opentelemetry'
import { rateLimiterContract } from '@apikley/client/rate-limiter-kit'
import { s3Sink } from '@apikley/client/s3'

const telemetry = openTelemetry()
const apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', ledger: memoryLedger(), telemetry })
const handle = nodeHandler(apikley.callbacks.handler())
console.log(typeof handle)
let count = 0
const open = () => sqliteLedger('ledger-' + ++count + '.db')
const reopen = () => sqliteLedger('ledger-' + count + '.db')
for (const { name, run } of ledgerContract({ open, reopen, entries: 200 })) {
  await run().catch((error) => { throw new Error(name, { cause: error }) })
  console.log('ok', name)
}
if (!rateLimiterContract({ open: (limits) => memoryRateLimiter(limits) }).length) throw new Error('no rules')
console.log('ok', 'the kit for rate limiters')
const account = { accessKeyId: 'fake', secretAccessKey: 'fake' }
const { name } = s3Sink({ ...account, bucketUrl: 'https://storage.example.com/clips', key: 'a.mp4' })
if (name !== 'https://storage.example.com/clips/a.mp4') throw new Error('no sink')
await apikley.close()
`

/** Runs it in a consumer's project; answers what it printed, line by line. */
export async function runEntries(project: string, { command, args = [] }: Engine): Promise<string[]> {
  const folder = await programFolder(project, { 'entries.mjs': program })
  const printed = await mustRun(command, [...args, 'entries.mjs'], { cwd: folder })
  return printed.trimEnd().split('\n')
}
