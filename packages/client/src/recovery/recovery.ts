import type { ApikleyError } from '../errors/apikley-error.ts'
import type { ResultTarget, SavedFile } from '../files/save-options.ts'
import type { Submission } from '../ledger/submission.ts'
import type { SucceededTask, Task } from '../schema/task.ts'

/** How to finish what the ledger has open. */
export interface RecoverOptions {
  /**
   * Which submissions to finish, called once for each that is open: the others are left as they are, and are not in the
   * report. Default: all.
   */
  readonly only?: ((submission: Submission) => boolean) | undefined
  /** Stops the recovery; what is still open is reported as pending or undecided. */
  readonly signal?: AbortSignal | undefined
  /** How long to wait for each task, in milliseconds; `null` for as long as it takes. Default: 1,800,000. */
  readonly timeoutMs?: number | null | undefined
  /**
   * How long after it was sent the callback of a submission with an unknown outcome is waited for, in milliseconds; it
   * comes to the handler of any process that shares the ledger. 0 does not wait. Default: 1,200,000.
   */
  readonly callbackTimeoutMs?: number | undefined
  /**
   * Where the result of a submission goes that was not given a path as `saveTo`, but nothing, a stream or a sink (then
   * the ledger says `sink:`, and the sink's name): as `saveTo` of `generate`, or `undefined` for nowhere. Called once for
   * each. Of two submissions that get the same target, or of which one has it in the ledger, one is `failed` with a
   * `ValidationError`, and stays as it is. Default: nowhere.
   */
  readonly saveTo?: ((submission: Submission) => ResultTarget | undefined) | undefined
  /** Told of each task when it is first seen and whenever its state changes, as `onUpdate` of `wait`. */
  readonly onUpdate?: ((task: Task, submission: Submission) => unknown) | undefined
}

/** What has become of everything that the ledger had open. */
export interface Recovery {
  /** They have their result; if it was to be saved, it is. */
  readonly finished: readonly FinishedSubmission[]
  /**
   * Their task failed, or its result could not be saved: the error tells which, and what it cost. What nobody can finish,
   * such as a result that has expired, is here each time until `submissions.forget(key, reason)` closes it.
   */
  readonly failed: readonly InterruptedSubmission[]
  /** Their task goes on; another `recover()` takes them up again. */
  readonly pending: readonly InterruptedSubmission[]
  /**
   * Nobody knows whether they made a task, and no callback came to tell. A person must decide: look for them in the
   * account's list of tasks on the web, then say it with `submissions.settle(key, …)`. They are never sent again.
   */
  readonly undecided: readonly Submission[]
  /**
   * They were sent to another API, the `baseUrl` of each: nothing was asked about them, and nothing changed. A client with
   * that `baseUrl` finishes them; a person can also settle or forget them with this one.
   */
  readonly foreign: readonly Submission[]
}

/** A submission that needs nothing more. */
export interface FinishedSubmission {
  readonly submission: Submission
  readonly task: SucceededTask
  /** Empty if the result was not to be saved. */
  readonly files: readonly SavedFile[]
}

/** A submission that is not finished, and why. */
export interface InterruptedSubmission {
  readonly submission: Submission
  readonly error: ApikleyError
}
