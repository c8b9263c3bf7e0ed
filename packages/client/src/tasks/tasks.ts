import type { Model } from '@apikley/types/api'
import type { CallOptions } from '../http/call-options.ts'
import type { InputOf, ModelChoice } from '../models/model-choice.ts'
import type { SucceededTask, Task } from '../schema/task.ts'
import type { CreateOptions, SubmittedTask } from '../submit/create-options.ts'
import type { WaitOptions } from './wait-options.ts'

/** A task to create. */
export interface TaskRequest<M extends Model, Choice extends ModelChoice<M>> {
  /** The id of a model that the client was made with, or a model value, or `uncheckedModel(id)`. */
  model: Choice
  /** What the model needs; checked against its schema before anything is sent. */
  input: InputOf<M, Choice>
  /** Where the API posts the result when the task has ended: http or https. Default: nowhere. */
  callBackUrl?: string | undefined
  /** What the model's page lists beside these, such as `progressCallBackUrl`; checked as the input is. Default: nothing. */
  fields?: object | undefined
}

/** Creates tasks and looks after them. */
export interface Tasks<M extends Model> {
  /**
   * Submits a task, at most once: it is sent again only after the API turned it away for load, and never when nobody
   * knows what became of it. Before it is sent it stands in the ledger, and so does its outcome before this resolves.
   *
   * Throws a `ValidationError` with all problems before anything is sent; an error with `moneySpent: 'no'` if it is
   * certain that there is no task; an `UnknownSubmitError` if nobody knows whether there is one; a `LedgerError`, with
   * the task's id if there is one, if the ledger fails.
   *
   * @example
   * const { taskId } = await apikley.tasks.create(
   *   { model: 'kling/v2-1-master-text-to-video', input: { prompt: 'dusk' } },
   *   { key: 'order-17' },
   * )
   */
  create<Choice extends ModelChoice<M>>(
    task: TaskRequest<M, Choice>,
    options?: CreateOptions,
  ): Promise<SubmittedTask>
  /**
   * Asks once how a task stands, when the client's `limits` let it; `timeoutMs` begins then. Throws a `NotFoundError`
   * for an unknown one, also for some seconds after creation.
   *
   * @example
   * const { state } = await apikley.tasks.get(taskId)
   */
  get(taskId: string, options?: CallOptions): Promise<Task>
  /**
   * Waits until a task has succeeded. Errors of single requests that may pass do not end the wait, nor does the page of a
   * gateway, nor an unknown task in its first 90 s. A success without a result is looked at for two more minutes; then a
   * `ServerError` is thrown, and the submission stays open for `recover()`.
   *
   * If the ledger has the task of another `baseUrl`, that is logged as a warning, and its submission is left alone.
   *
   * Throws a `TaskFailedError` if the task failed, a `TaskPendingError` if the waiting ended before the task, an
   * `AbortedError` if `signal` ended it; a wait can be taken up again at any time, also by another process.
   *
   * @example
   * const { urls } = await apikley.tasks.wait(taskId, { onUpdate: ({ state }) => console.log(state) })
   */
  wait(taskId: string, options?: WaitOptions): Promise<SucceededTask>
  /**
   * Waits for a task, update by update: `for await (const task of apikley.tasks.watch(taskId))` gives it when it is first
   * seen and whenever its state has changed, and ends after the last one. Leaving the loop ends the waiting, not the
   * task. Throws as `wait` does: a task that failed is given first.
   *
   * @example
   * for await (const { state } of apikley.tasks.watch(taskId)) console.log(state)
   */
  watch(taskId: string, options?: WaitOptions): AsyncIterableIterator<Task, undefined>
}
