import type { Extras } from '../extras/extras.ts'
import type { CallOptions } from '../options/options.ts'
import type { CheckedOptions } from '../options/read-options.ts'
import { createSettings } from '../options/settings.ts'
import type { CreateOptions, SubmittedTask } from '../submit/create-options.ts'
import { createTask, type UncheckedTaskRequest } from '../tasks/create-task.ts'
import { getInTurn } from '../tasks/get-task.ts'
import type { SucceededTask, Task } from '../tasks/task.ts'
import { waitForTask } from '../tasks/wait-for-task.ts'
import type { WaitOptions } from '../tasks/wait-options.ts'
import { closeClient } from './close-client.ts'

/** What creates tasks and looks after them; loads all else. */
export interface Core {
  create(task: UncheckedTaskRequest, options: CreateOptions | undefined): Promise<SubmittedTask>
  get(taskId: string, options: CallOptions | undefined): Promise<Task>
  wait(taskId: string, options: WaitOptions | undefined): Promise<SucceededTask>
  /** `taskId`: the task that goes on, if they are missing. */
  extras(taskId?: string): Promise<Extras>
  close(): Promise<void>
}

/** `isClosed`: the client was closed before this was loaded, and its ledger with it. */
export function createCore(options: CheckedOptions, isClosed: boolean): Core {
  const settings = createSettings(options)
  if (isClosed) settings.scheduler.close()
  return {
    create: (task, how) => createTask(settings, task, how),
    get: (taskId, how) => getInTurn(settings, taskId, how),
    wait: (taskId, how) => waitForTask(settings, taskId, how),
    extras: settings.extras,
    close: () => closeClient(settings),
  }
}
