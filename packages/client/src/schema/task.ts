import type { TaskRecord, TaskResult, TaskState } from '@apikley/types/api'

/** A task as it stood when it was asked for. */
export interface Task {
  readonly taskId: string
  /** The model's id. Absent where the API does not say. */
  readonly model?: string
  /**
   * `success` and `fail` are final; every other state, also one that is not known yet, means: still on its way. Synonyms
   * that the API may use, such as `SUCCEEDED` or `cancelled`, are told in these words; `record` has its own.
   */
  readonly state: TaskState
  /**
   * Addresses of the result's files, wherever they stand in the record; empty until the task has succeeded. They expire:
   * download at once.
   */
  readonly urls: readonly string[]
  /** The whole result. Absent until the task has succeeded. */
  readonly result?: TaskResult
  /** Why the task failed. Absent if it did not. */
  readonly failure?: TaskFailure
  /**
   * What the task was charged, in credits. There at the earliest when the task has ended, and only where the API says so:
   * the twin API did not in April 2026, and did in September. The ledger has what was reserved where it does not.
   */
  readonly creditsConsumed?: number
  readonly createdAt?: Date
  /** When the task ended. */
  readonly completedAt?: Date
  /** The API's own record, as it came. */
  readonly record: TaskRecord
}

/** A task that has a result. */
export interface SucceededTask extends Task {
  readonly state: 'success'
  /** At least one, except for models whose result is no file: those have `result.resultObject`, and none here. */
  readonly urls: readonly [string, ...string[]]
  readonly result: TaskResult
}

/** Why a task failed. */
export interface TaskFailure {
  /** The API's code, such as `'422'` or `'GENERATION_FAILED'`. Empty where it gives none. */
  readonly code: string
  /** The API's words. Empty where it has none. */
  readonly message: string
  /** Whether the input or the result was turned down for its content, as far as the message tells. */
  readonly moderation: boolean
}
