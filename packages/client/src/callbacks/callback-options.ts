import type { Task } from '../schema/task.ts'

/** Answers the API's callbacks. Never rejects. */
export type CallbackHandler = (request: Request) => Promise<Response>

/** What is done with the tasks that callbacks tell of. */
export interface CallbackHandlerOptions {
  /**
   * Told of each task that has ended, by success or failure, after the API has confirmed it and the ledger has it, and
   * awaited. Once for each task; again with its key, if that was not known the first time; again if it threw, when the
   * API tries again, and perhaps after a restart: what it does must bear to be done twice. What takes longer than
   * `answerWithinMs` belongs into a queue. Default: nobody is told but the waits.
   */
  onTask?: ((task: Task, about: CallbackFacts) => unknown) | undefined
  /** The key of the signatures, if it is not that of `createApikley({ callbacks: { secret } })`. */
  secret?: string | undefined
  /** How old a signature may be, or how far in the future, in milliseconds. Default: 300,000 (5 min). */
  maxAgeMs?: number | undefined
  /** How large a callback may be, in bytes. Default: 1,000,000. */
  maxBodyBytes?: number | undefined
  /** When the API is asked to come again, since there is no result by then. It hangs up after 15 s. Default: 10,000. */
  answerWithinMs?: number | undefined
}

/** What is known of a task besides its record. */
export interface CallbackFacts {
  /** The client key of the submission that it belongs to. Absent if it is in no ledger here. */
  readonly key?: string
}
