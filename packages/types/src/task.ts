import type { Envelope } from './envelope.ts'

/** What createTask answers. */
export interface CreatedTask {
  /** The task's id. Opaque: on the wire it does not look like the documented example. */
  taskId: string
  /** Known of the twin API only, where it equals `taskId`. */
  recordId?: string
}

/**
 * Where a task stands. `waiting`, `queuing` and `generating` mean keep waiting; `success` and `fail` are final.
 * Open, since the API may add one: an unknown state is to be read as "not finished yet".
 */
export type TaskState = 'waiting' | 'queuing' | 'generating' | 'success' | 'fail' | (string & {})

/**
 * A task as Get Task Details answers it. All of it is known of the twin API, unverified for Apikley: apart from id
 * and state every field may be missing, and fields that are not listed here may be there.
 */
export interface TaskRecord {
  taskId: string
  state: TaskState
  /** The model's id. */
  model?: string
  /** What was asked for, as JSON text; its `input` is JSON text again. The server fills in defaults. */
  param?: string | null
  /** The result ({@link TaskResult}) as JSON text; `''` or `null` as long as there is none. */
  resultJson?: string | null
  /** Why the task failed; `''` or `null` if it did not. Mostly a string, e.g. `'422'` or `'GENERATION_FAILED'`. */
  failCode?: string | number | null
  /** Why the task failed, for people; `''` or `null` if it did not. The reason of a moderation verdict stands only here. */
  failMsg?: string | null
  /** How long it took: documented in milliseconds, seen in whole seconds. */
  costTime?: number | null
  /** Milliseconds since 1970. */
  createTime?: number | null
  /** Milliseconds since 1970; `null` until the task has ended. */
  completeTime?: number | null
  /** Milliseconds since 1970. Documented, never seen. */
  updateTime?: number | null
  /** Documented, never seen. */
  progress?: number | null
  /** May have a fraction. */
  creditsConsumed?: number | null
  operationType?: string | null
  /** 0 pending, 1 success, 3 failed. */
  successFlag?: number | null
  /** The same as `param`, in later answers. */
  paramJson?: string | null
  /** The same as `resultJson`, already parsed, in later answers. */
  response?: TaskResult | null
}

/** What `resultJson` holds. Which fields there are depends on the model; known of the twin API only. */
export interface TaskResult {
  /** One to six addresses that expire: download at once. */
  resultUrls?: string[]
  /** A list in the twin's documentation, in spite of its name. */
  firstFrameUrl?: string[] | string
  /** A list in the twin's documentation, in spite of its name. */
  lastFrameUrl?: string[] | string
  resultWaterMarkUrls?: string[]
  /** For models whose result is no file. */
  resultObject?: unknown
}

/**
 * What the API posts to `callBackUrl` when a task has ended. It is not signed: ask for the task before you believe it.
 * Known of the twin API only; real bodies omit fields, so all of them may be missing.
 */
export interface CallbackBody extends Partial<Envelope<CallbackRecord>> {
  /** Where some older callbacks put it. */
  taskId?: string
}

/** The task inside a callback, with the names that older callbacks used. */
export interface CallbackRecord extends Partial<TaskRecord> {
  /** `taskId` in older callbacks. */
  task_id?: string
  /** `creditsConsumed` in older callbacks. */
  consumeCredits?: number | null
}
