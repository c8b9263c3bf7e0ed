import { type Apikley, type ApikleyOptions, createApikley, type Submission } from '@apikley/client'
import { type SqliteLedger, sqliteLedger } from '@apikley/client/node'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import type { ScriptedServer } from '../server.ts'
import { key as apiKey, startServer } from '../set-up.ts'
import { leftOpen, quick } from './set-up-ledger.ts'

/** An API, and a client of it. */
export interface Side {
  readonly server: ScriptedServer
  readonly apikley: Apikley<typeof kling>
  /** Everything that was logged, as text. */
  readonly logged: () => string
}

/** Two APIs, and one SQLite file that the clients of both share. */
export interface Shared {
  readonly one: Side
  readonly two: Side
  readonly ledger: SqliteLedger
  readonly clock: FakeClock
  readonly folder: string
  /** Puts submissions into the ledger that a process left open, to the first API unless they say which. */
  readonly leave: (...submissions: readonly Partial<Submission>[]) => Promise<void>
}

export async function setUpShared(options: ApikleyOptions<typeof kling> = {}): Promise<Shared> {
  const folder = await temporaryFolder()
  const clock = quick()
  const path = join(folder, 'ledger.db')
  const open = (): SqliteLedger => {
    const ledger = sqliteLedger(path)
    onTestFinished(() => ledger.close())
    return ledger
  }
  const side = async (): Promise<Side> => {
    const server = await startServer()
    const lines: unknown[][] = []
    const write = (...line: unknown[]): void => void lines.push(line)
    const logger = { debug: write, info: write, warn: write, error: write }
    const own = { apiKey, baseUrl: server.url, clock, ledger: open(), logger, models: [kling] }
    return { server, apikley: createApikley({ ...own, ...options }), logged: () => JSON.stringify(lines) }
  }
  const [one, two, ledger] = [await side(), await side(), open()]
  const leave = async (...submissions: readonly Partial<Submission>[]): Promise<void> => {
    for (const each of submissions) await ledger.begin(leftOpen(one.server, clock, each))
  }
  return { one, two, ledger, clock, folder, leave }
}

/** Lets something happen before somebody sleeps who will look into the ledger again. */
export function onNextLook(clock: FakeClock, happens: () => Promise<unknown>): void {
  const sleep = clock.sleep.bind(clock)
  clock.sleep = async (ms, signal) => {
    if (ms === 2_000) {
      clock.sleep = sleep
      await happens()
    }
    return sleep(ms, signal)
  }
}
