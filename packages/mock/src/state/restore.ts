import { storedFile } from '../http/file-reply.ts'
import type { Uploads } from '../files/uploads.ts'
import { restoreTask, type TaskContext } from '../tasks/add-task.ts'
import type { StateFile } from './state-file.ts'

/** What restoring needs. */
export interface RestoreContext extends TaskContext {
  uploads: Pick<Uploads, 'restore'>
}

/** Restores what the state file holds. Callbacks that were not delivered yet are sent in their time. */
export function restoreState(context: RestoreContext, { kept, uploads }: StateFile): void {
  for (const { path, type, file } of kept.uploads.values())
    context.uploads.restore(path, storedFile(uploads.get(file) ?? new Uint8Array(), type))
  for (const task of kept.tasks.values()) restoreTask(context, task, kept.callbacksDone.has(task.id))
}

/** The id of the last request that created a task; 0 when there was none. */
export function lastRequestId({ kept }: StateFile): number {
  return [...kept.tasks.values()].reduce((last, { requestId = 0 }) => Math.max(last, requestId), 0)
}
