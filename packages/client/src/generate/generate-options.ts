import type { ResultTarget, SavedFile } from '../files/save-options.ts'
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
   * Where the result goes, saved as `files.save` does: a path, a stream, a `Sink`, or a function that gives one for each
   * file. To a path goes the first file; further ones get `-2`, `-3`, … before the extension. It is tried before the task
   * is created, and refused with a `ValidationError` if it cannot be written to. The ledger keeps the path, made absolute;
   * of a stream or sink only that there is one, so `recover()` must be given it again. A stream is left as it is until the
   * result is there: if the task fails, it is the caller's to end. A result that is no file is a `FileError` then. Default:
   * nothing is saved.
   */
  saveTo?: ResultTarget | undefined
  /** Where the API posts the result when the task has ended: http or https. Default: nowhere. */
  callBackUrl?: string | undefined
  /** What the model's page lists beside `input` and these, such as `progressCallBackUrl`. Default: nothing. */
  fields?: object | undefined
}

/** How to finish a task that exists. `timeoutMs` is the wait's. */
export interface FinishOptions extends WaitOptions {
  /** Where the result goes, as in `generate`. Default: nothing is saved. */
  saveTo?: ResultTarget | undefined
}

/** A task that has a result, and where it was saved. */
export interface GeneratedTask extends SucceededTask {
  /** In the order of `urls`; empty without `saveTo`. */
  readonly files: readonly SavedFile[]
}
