import type { CallbackEvent, FaultName, MockOptions, RateLimit } from '@apikley/mock'

/** What the mock is started with. */
export type MockSetup = Pick<
  MockOptions,
  'callbackSecret' | 'credits' | 'port' | 'rateLimits' | 'scenario' | 'seed' | 'taskMs'
>

/** What every process with a client is started with. */
export interface ClientSetup {
  baseUrl: string
  /** Where the receiver of the callbacks listens. */
  callbackPort: number
  callbackSecret: string
  /** The ledger that all share: the path of a file, or the address of a PostgreSQL. */
  ledger: string
  /** In any span of so many milliseconds so many tasks may be created, by all processes together. Absent: no limit. */
  limit?: RateLimit
  /** Where the clips are saved: in a folder for each worker, as if it had a machine of its own. */
  results: string
}

/**
 * What can be made wrong with a worker's client, to see whether the bill shows it: `resends` sends a create again when
 * its connection breaks or a gateway answers, as many clients do; `forgets` keeps its ledger in its own memory.
 */
export type FaultyClient = 'resends' | 'forgets'

export interface WorkerSetup extends ClientSetup {
  worker: number
  workers: number
  tasks: number
  /** How many jobs it has under way at once. */
  concurrency: number
  /** Whether it lets `recover()` take up what its predecessor left, before it runs its list again. */
  recoversFirst: boolean
  /** What is wrong with its client, to see whether it is noticed. */
  faultyClient?: FaultyClient | undefined
}

/** How a job has ended for a worker. */
export type Ending =
  /** Its clip is saved. */
  | 'saved'
  /** Its task has failed, and costs nothing. */
  | 'failed'
  /** Nobody knows whether it made a task. */
  | 'unknown'
  /** It has a task, but no clip yet. */
  | 'open'
  /** It made no task, however often it was tried. */
  | 'refused'

/** What processes tell while they run. Work is what must not be disturbed: a job, or a callback. */
export type ProcessMessage =
  | { type: 'ready'; url?: string }
  | { type: 'began'; work: string }
  | { type: 'ended'; work: string; ending?: Ending; error?: string }
  /** A worker is through with its list. */
  | { type: 'done' }
  /** The mock has answered a request. */
  | {
      type: 'request'
      requestId: number
      operation: string
      code: number | undefined
      faults: readonly FaultName[]
    }
  | { type: 'callback'; event: CallbackEvent }
  /** The mock itself has failed. */
  | { type: 'defect'; message: string }
  | { type: 'recovered'; recovered: Recovered }

/** What `recover()` has left, and what stands in the ledger then. */
export interface Recovered {
  rounds: number
  /** Keys that a person must decide on. */
  undecided: readonly string[]
  /** Keys that it could not finish, with the reason. */
  unfinished: readonly { key: string; reason: string }[]
  /** The state of every submission, by its key. */
  submissions: readonly (readonly [key: string, state: string])[]
}

/** Tells the orchestrator. Without one it does nothing, so that a process can be tried by hand. */
export function send(message: ProcessMessage): void {
  process.send?.(message)
}

/** What this process was started with. */
export function setupOf<Setup>(): Setup {
  return JSON.parse(process.env['CHAOS_SETUP'] ?? '') as Setup
}
