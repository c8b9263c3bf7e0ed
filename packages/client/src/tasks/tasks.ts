import type { CreatedTask, Model } from '@apikley/types/api'
import type { InputOf, ModelChoice } from '../models/model-choice.ts'
import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { createTask } from './create-task.ts'
import { getTask } from './get-task.ts'
import type { SucceededTask, Task } from './task.ts'
import { waitForTask } from './wait-for-task.ts'
import type { WaitOptions } from './wait-options.ts'

/** A task to create. */
export interface TaskRequest<M extends Model, Choice extends ModelChoice<M>> {
  /** The id of a model that the client was made with, or a model value, or `uncheckedModel(id)`. */
  model: Choice
  /** What the model needs; checked against its schema before anything is sent. */
  input: InputOf<M, Choice>
  /** Where the API posts the result when the task has ended: http or https. Default: nowhere. */
  callBackUrl?: string | undefined
}

/** Creates tasks and looks after them. */
export interface Tasks<M extends Model> {
  /**
   * Submits a task, exactly once: it is never sent again by itself, for any reason.
   *
   * Throws a `ValidationError` with all problems before anything is sent; an error with `moneySpent: 'no'` if the API
   * turned the task away; an `UnknownSubmitError` if nobody knows whether there is a task now.
   */
  create<Choice extends ModelChoice<M>>(
    task: TaskRequest<M, Choice>,
    options?: CallOptions,
  ): Promise<CreatedTask>
  /** Asks once how a task stands. Throws a `NotFoundError` for an unknown one, also for some seconds after creation. */
  get(taskId: string, options?: CallOptions): Promise<Task>
  /**
   * Waits until a task has succeeded. Errors of single requests that may pass do not end the wait, and neither does an
   * unknown task in its first 90 s.
   *
   * Throws a `TaskFailedError` if the task failed, a `TaskPendingError` if the waiting ended before the task; a wait can
   * be taken up again at any time, also by another process.
   */
  wait(taskId: string, options?: WaitOptions): Promise<SucceededTask>
}

export function createTasks<M extends Model>(settings: Settings): Tasks<M> {
  return {
    create: (task, options) => createTask(settings, task, options),
    get: (taskId, options) => getTask(settings, taskId, options),
    wait: (taskId, options) => waitForTask(settings, taskId, options),
  }
}
