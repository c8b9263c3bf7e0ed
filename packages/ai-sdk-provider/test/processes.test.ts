import { type ChildProcess, execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Clock } from '@apikley/client'
import { sqliteLedger } from '@apikley/client/node'
import type { Mock } from '@apikley/mock'
import { experimental_getVideoStatus as getVideoStatus, experimental_startVideo as startVideo } from 'ai'
import { expect, it, onTestFinished } from 'vitest'
import { apiKey, kling, providerOf, setUp } from './set-up.ts'

const program = (name: string): string => fileURLToPath(new URL(`programs/${name}.ts`, import.meta.url))
const execArgv = ['--conditions=@apikley/source']
const environment = (mock: Mock): NodeJS.ProcessEnv => ({
  ...process.env,
  APIKLEY_API_KEY: apiKey,
  APIKLEY_BASE_URL: mock.url,
})

async function ledgerFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'apikley-ai-sdk-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'ledger.db')
}

/** A process that is ready to start a video. */
async function starter(mock: Mock, ledger: string, key: string): Promise<ChildProcess> {
  const child = fork(program('start'), [ledger, key], { execArgv, env: environment(mock) })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}

/** Lets it start, and answers its operation. */
async function start(child: ChildProcess): Promise<{ tasks: readonly { taskId: string }[] }> {
  const told = once(child, 'message')
  child.send('go')
  const [operation] = (await told) as [{ tasks: readonly { taskId: string }[] }]
  return operation
}

it('what one process has started, and was killed, another one finishes', async () => {
  const { mock } = await setUp()
  const child = await starter(mock, await ledgerFile(), 'order-17')
  const operation = await start(child)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const finish = [...execArgv, program('finish'), JSON.stringify(operation)]
  const { stdout } = await promisify(execFile)(process.execPath, finish, { env: environment(mock) })
  const [{ taskId } = {}] = mock.tasks()
  expect(JSON.parse(stdout)).toMatchObject({
    status: 'completed',
    videos: [{ type: 'url', url: expect.stringContaining(`${taskId}.mp4`) }],
  })
  mock.assertChargedOnce()
})

it('and also one that knows the key alone', async () => {
  const { mock } = await setUp()
  const ledger = await ledgerFile()
  const child = await starter(mock, ledger, 'order-17')
  await start(child)
  child.kill('SIGKILL')
  await once(child, 'exit')
  const apikley = providerOf(mock.url, { ledger: sqliteLedger(ledger) })
  const operation = (await apikley.operation('order-17')) ?? null
  expect(await getVideoStatus(apikley.video(kling), { operation })).toMatchObject({ status: 'completed' })
  mock.assertChargedOnce()
})

it('a process that was killed before it knew the answer pays nothing when it comes again', async () => {
  const { mock, creates } = await setUp()
  mock.fault({ kind: 'slowHeaders', ms: 600_000, operation: 'createTask', times: 1 })
  const ledger = await ledgerFile()
  const child = await starter(mock, ledger, 'order-17')
  child.send('go')
  await expect.poll(() => mock.bill(), { timeout: 20_000 }).toHaveLength(1)
  child.kill('SIGKILL')
  await once(child, 'exit')
  // Later, when whoever was sending it must have died.
  const clock: Clock = {
    now: () => Date.now() + 120_000,
    sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
  }
  const apikley = providerOf(mock.url, { ledger: sqliteLedger(ledger), clock })
  const headers = { 'idempotency-key': 'order-17' }
  const again = startVideo({ model: apikley.video(kling), prompt: 'dusk', headers })
  await expect(again).rejects.toMatchObject({
    kind: 'unknown-submit',
    key: 'order-17',
    moneySpent: 'unknown',
  })
  const operation = (await apikley.operation('order-17')) ?? null
  expect(operation).toMatchObject({ tasks: [{ key: 'order-17' }] })
  expect(await getVideoStatus(apikley.video(kling), { operation })).toMatchObject({ status: 'pending' })
  expect(creates()).toBeLessThanOrEqual(1)
  mock.assertChargedOnce()
})

it('two processes that start at once with one key start one task', async () => {
  const { mock } = await setUp({ taskMs: 60_000 })
  const ledger = await ledgerFile()
  const children = await Promise.all([1, 2].map(() => starter(mock, ledger, 'order-17')))
  const operations = await Promise.all(children.map(start))
  const ids = operations.flatMap(({ tasks }) => tasks.map(({ taskId }) => taskId))
  expect(new Set(ids)).toEqual(new Set([mock.tasks()[0]?.taskId]))
  mock.assertChargedOnce()
})
