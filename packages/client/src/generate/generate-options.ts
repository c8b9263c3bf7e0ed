import type { SavedFile } from '../files/save-options.ts'
import type { SucceededTask } from '../schema/task.ts'
import type { KeyOptions, SubmittedTask } from '../submit/create-options.ts'
import type { WaitOptions } from '../tasks/wait-options.ts'

/**
 * How to wait for a task that is created on the way, and what to do with its result. `timeoutMs` is the wait's.
 * With the `key` of a task that exists already, nothing is sent: it is waited for, and its result is saved.
 */
export interface GenerateOptions extends WaitOptions, KeyOptions {
  /**
   * Told of the task as soon as it exists, and awaited: the moment to write its id down.
   * If it throws, the wait ends with a `TaskPendingError` (reason `'callback'`).
   */
  onCreated?: ((task: SubmittedTask) => unknown) | undefined
  /**
   * A path to save the result to, as `files.save` does; further files of the same result get `-2`, `-3`, … before the
   * extension. Its folder is made before the task is created. Default: nothing is saved.
   */
  saveTo?: string | undefined
  /** Where the API posts the result when the task has ended: http or https. Default: nowhere. */
  callBackUrl?: string | undefined
  /** What the model's page lists beside `input` and these, such as `progressCallBackUrl`. Default: nothing. */
  fields?: object | undefined
}

/** A task that has a result, and where it was saved. */
export interface GeneratedTask extends SucceededTask {
  /** In the order of `urls`; empty without `saveTo`. */
  readonly files: readonly SavedFile[]
}
