import { freePort } from '@apikley/repo-tools/free-port'
import type { RateLimit } from '@apikley/mock'
import type { PostgresServer } from '@apikley/repo-tools/postgres-server'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { callbacksAreOver } from './callbacks-are-over.ts'
import { startChild, type Child } from './child.ts'
import { killDatabase, startDatabase } from './database.ts'
import { createProcessGroup, type ProcessGroup } from './process-group.ts'
import { judge, type ChaosResult } from './judge.ts'
import { killPlan } from './kill-plan.ts'
import type { ClientSetup, MockSetup, Recovered } from './messages.ts'
import { Observer } from './observer.ts'
import { completeOptions, type ChaosOptions, type CompleteOptions } from './options.ts'
import { faults } from './scenario.ts'

const callbackSecret = 'fake-secret-for-chaos-0000'

/** Milliseconds that a task takes: no more than is needed for kills to fall into it. */
const taskMs = 500

/** Has a great many videos made while everything goes wrong, and holds the mock's bill against what was wanted. */
export async function runChaos(given: ChaosOptions = {}): Promise<ChaosResult> {
  const options = completeOptions(given)
  const folder = await mkdtemp(path.join(tmpdir(), 'apikley-chaos-'))
  const observer = new Observer()
  const stuck = setTimeout(() => {
    observer.fail(new Error(`The run is stuck: ${observer.endings.size} of ${options.tasks} jobs have ended`))
  }, options.timeoutMs)
  const mock = startMock(options, observer)
  let database: PostgresServer | undefined
  try {
    const { url: baseUrl = '' } = await mock.next('ready')
    if (options.ledger === 'postgres') database = await startDatabase(folder)
    const result = await runUnderFaults({ baseUrl, folder, database, options, observer })
    await database?.stop('immediate')
    if (result.problems.length === 0) await rm(folder, { recursive: true })
    return result
  } catch (cause) {
    throw new Error(`The run did not come to its end; its ledger and clips are kept in ${folder}`, { cause })
  } finally {
    clearTimeout(stuck)
    await mock.kill()
    await database?.stop('immediate')
  }
}

/** What a run has to do with. */
interface Stage {
  readonly baseUrl: string
  readonly folder: string
  readonly database: PostgresServer | undefined
  readonly options: CompleteOptions
  readonly observer: Observer
}

function startMock(options: CompleteOptions, observer: Observer): Child {
  const { seed, nodeArguments } = options
  const limit = limitOf(options)
  const setup: MockSetup = {
    seed,
    taskMs,
    callbackSecret,
    credits: 1e12,
    scenario: { faults: [...faults] },
    rateLimits: limit ? { createTask: limit } : 'off',
  }
  return startChild({
    program: 'mock',
    name: 'mock',
    setup,
    nodeArguments,
    onMessage: observer.record.bind(observer),
    onCrash: observer.fail.bind(observer),
  })
}

async function runUnderFaults({ baseUrl, folder, database, options, observer }: Stage): Promise<ChaosResult> {
  const results = path.join(folder, 'results')
  await mkdir(results)
  const callbackPort = await freePort()
  const ledger = database?.url ?? path.join(folder, 'ledger.db')
  const limit = limitOf(options)
  const setup: ClientSetup = {
    baseUrl,
    callbackPort,
    callbackSecret,
    ledger,
    results,
    ...(limit && { limit }),
  }
  const processes = createProcessGroup(setup, options, observer)
  const began = performance.now()
  const seconds = { work: 0, callbacks: 0, recovery: 0 }
  const lap = (name: keyof typeof seconds): void => {
    const before = Object.values(seconds).reduce((sum, part) => sum + part, 0)
    seconds[name] = (performance.now() - began) / 1000 - before
  }
  try {
    await processes.start()
    await Promise.all([
      killProcesses(processes, options, observer),
      database && killDatabase(database, options, observer),
    ])
    await processes.finished()
    lap('work')
    await callbacksAreOver(baseUrl, observer)
    lap('callbacks')
  } finally {
    // The receiver, too: what recover() then calls undecided must be so without it.
    await processes.stop()
  }
  const recovered = await recover(setup, options, observer)
  lap('recovery')
  const { killed } = processes
  return judge({ baseUrl, folder, results, options, observer, killed, recovered, seconds })
}

async function killProcesses(
  processes: ProcessGroup,
  options: CompleteOptions,
  observer: Observer,
): Promise<void> {
  for (const kill of killPlan(options)) {
    await observer.until(() => observer.endings.size >= kill.afterJobs)
    await sleep(kill.delayMs)
    if (!(await processes.killAndRestart(kill))) break
  }
}

/** So many of the API's in any span, which is scaled: with its own, 10,000 tasks would take an hour and a half. */
function limitOf({ spanMs }: CompleteOptions): RateLimit | undefined {
  return spanMs > 0 ? { requests: 20, perMs: spanMs } : undefined
}

/** One more process, which finishes what the others have left. */
async function recover(
  setup: ClientSetup,
  { nodeArguments }: CompleteOptions,
  observer: Observer,
): Promise<Recovered> {
  const child = startChild({
    program: 'recovery',
    name: 'recovery',
    setup,
    nodeArguments,
    onMessage: observer.record.bind(observer),
    onCrash: observer.fail.bind(observer),
  })
  try {
    const [{ recovered }] = await Promise.all([child.next('recovered'), observer.until(() => child.isDone)])
    return recovered
  } finally {
    await child.kill()
  }
}
