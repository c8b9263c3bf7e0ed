import { storedFile } from '../http/file-reply.ts'
import { restoreTask } from '../tasks/accept.ts'
import type { World } from '../world.ts'
import type { StateFile } from './state-file.ts'

/** Puts what the state file holds into a new world. Callbacks that were not delivered yet are sent in their time. */
export function restoreState(world: World, { kept, uploads }: StateFile): void {
  for (const { path, type, file } of kept.uploads.values())
    world.uploads.restore(path, storedFile(uploads.get(file) ?? new Uint8Array(), type))
  for (const task of kept.tasks.values()) restoreTask(world, task, kept.callbacksDone.has(task.id))
  for (const { requestId = 0 } of kept.tasks.values())
    world.lastRequestId = Math.max(world.lastRequestId, requestId)
}
