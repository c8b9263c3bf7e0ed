import type { GeneratedTask, GenerateOptions } from './generate-options.ts'
import { makeFolder, saveFile } from '../files/save-file.ts'
import type { SavedFile } from '../files/save-options.ts'
import type { Settings } from '../options/settings.ts'
import { createTask, type UncheckedTaskRequest } from '../tasks/create-task.ts'
import { pendingError } from '../tasks/pending-error.ts'
import { waitForTask } from '../tasks/wait-for-task.ts'

/** Creates a task, waits for its result, and saves it. */
export async function generate(
  settings: Settings,
  { model, input }: UncheckedTaskRequest,
  options: GenerateOptions = {},
): Promise<GeneratedTask> {
  const { onCreated, saveTo, callBackUrl, ...wait } = options
  const { signal } = wait
  // Before money is spent on what could not be saved.
  if (saveTo !== undefined) await makeFolder(saveTo, { moneySpent: 'no' })
  const created = await createTask(settings, { model, input, callBackUrl }, { signal })
  const origin = { taskId: created.taskId, moneySpent: 'yes' } as const
  try {
    await onCreated?.(created)
  } catch (cause) {
    throw pendingError(created.taskId, { ...origin, reason: 'callback', what: 'onCreated threw', cause })
  }
  const task = await waitForTask(settings, created.taskId, wait, true)
  const files: SavedFile[] = []
  if (saveTo === undefined) return { ...task, files }
  for (const [index, url] of task.urls.entries()) {
    const path = index ? saveTo.replace(/(\.[^./\\]*)?$/, `-${index + 1}$1`) : saveTo
    files.push(await saveFile(settings, url, path, { signal }, origin))
  }
  return { ...task, files }
}
