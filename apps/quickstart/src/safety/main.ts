// What becomes of the money when everything goes wrong: the answer to the request that costs money is lost, and the
// program is killed. `pnpm run safety`; with the path of another program it does the same to that one.
import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sqliteLedger } from '@apikley/client/node'
import { freePort } from '@apikley/repo-tools/free-port'
import { type Api, startApi } from './api.ts'
import { judge } from './judge.ts'
import { type Run, run } from './run.ts'

const program = path.resolve(process.argv[2] ?? fileURLToPath(new URL('order.ts', import.meta.url)))
const command = `$ node ${path.relative(process.cwd(), program)}`
const folder = await mkdtemp(path.join(tmpdir(), 'apikley-safety-'))
const ledger = sqliteLedger(path.join(folder, 'ledger.db'))
const apiKey = 'local-demo-key'

/** What the ledger says of the order: the two processes share it. */
async function noted(): Promise<string> {
  for await (const { key, state } of ledger.list()) return `${key} ${state}`
  return 'nothing'
}

/** Waits until the program knows that its answer is lost and has written that down, or has ended. */
async function untilLost(running: Run): Promise<void> {
  while (!running.isOver && !(await noted()).endsWith(' unknown')) await setTimeout(20)
}

async function demonstrate(api: Api): Promise<boolean> {
  const env = { APIKLEY_BASE_URL: api.url, APIKLEY_API_KEY: apiKey, PORT: String(await freePort()) }
  console.log(`A mock of the API listens at ${api.url}. It will lose its first answer to createTask.`)

  console.log(`\n${command}`)
  const first = run(program, folder, env)
  await untilLost(first)
  const { charges: before } = await api.account()
  console.log(`  The API has charged for ${before.length} task, and the program does not know its id.`)
  console.log(`  The ledger says: ${await noted()}.`)
  console.log(first.isOver ? '  It has ended before it could be killed.' : '  Killed with SIGKILL.')
  first.kill()
  await first.ended

  console.log(`\n${command}        # the same again`)
  await run(program, folder, env).ended
  console.log(`  The ledger says: ${await noted()}.`)

  const { creates, charges } = await api.account()
  console.log(`\nRequests to create a task: ${creates}. The bill:`)
  for (const { taskId, model, credits } of charges)
    console.log(`  ${credits} credits, ${model}, task ${taskId}`)
  const file = path.join(folder, 'lighthouse.mp4')
  const saved = await readFile(file).catch(() => undefined)
  const { verdict, isSafe } = judge(charges, saved, charges[0] && (await api.video(charges[0].taskId)))
  console.log(`\n${verdict}\n${saved ? file : folder}`)
  return isSafe
}

const api = await startApi(apiKey)
try {
  process.exitCode = (await demonstrate(api)) ? 0 : 1
} finally {
  api.stop()
  await ledger.close()
}
