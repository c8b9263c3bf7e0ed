import { setTimeout as sleep } from 'node:timers/promises'
import type { Uploads } from './files/uploads.ts'
import { createUploads } from './files/uploads.ts'
import type { Clock, MockEvent, MockOptions } from './options.ts'
import { createAccount, type Account } from './tasks/account.ts'
import type { Task } from './tasks/task.ts'

/** All that one running mock knows. */
export interface World {
  clock: Clock
  tasks: Map<string, Task>
  account: Account
  uploads: Uploads
  taskMs: number
  laterFields: boolean
  /** In bytes; also for a file that an upload names by its URL. */
  maxBodyBytes: number
  log: (event: MockEvent) => void
  /** Aborts when the mock stops. */
  closing: AbortSignal
}

const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
}

export function createWorld(options: MockOptions, closing: AbortSignal): World {
  return {
    clock: options.clock ?? systemClock,
    tasks: new Map(),
    // A fraction, because the recorded balances are fractions although the documentation says integer.
    account: createAccount(options.credits ?? 10_000.5),
    uploads: createUploads(),
    taskMs: options.taskMs ?? 5_000,
    laterFields: options.laterFields ?? false,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 1024 * 1024,
    log: options.log ?? (() => {}),
    closing,
  }
}
