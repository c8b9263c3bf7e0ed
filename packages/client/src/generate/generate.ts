import type { GeneratedTask, GenerateOptions } from './generate-options.ts'
import { prepareSaving } from '../files/save-result.ts'
import type { Workshop } from '../extras/workshop.ts'
import type { UncheckedTaskRequest } from '../tasks/create-task.ts'

/** Creates a task, waits for its result, and saves it. */
export async function generate(
  workshop: Workshop,
  { model, input }: UncheckedTaskRequest,
  options: GenerateOptions = {},
): Promise<GeneratedTask> {
  const { onCreated, saveTo, callBackUrl, ...wait } = options
  const { signal } = wait
  // Before money is spent on what could not be saved.
  const save = saveTo === undefined ? undefined : await prepareSaving(workshop, saveTo)
  const created = await workshop.createTask(workshop, { model, input, callBackUrl }, { signal })
  const origin = { taskId: created.taskId, moneySpent: 'yes' } as const
  try {
    await onCreated?.(created)
  } catch (cause) {
    throw workshop.pendingError(created.taskId, {
      ...origin,
      reason: 'callback',
      what: 'onCreated threw',
      cause,
    })
  }
  const task = await workshop.waitForTask(workshop, created.taskId, wait, true)
  return { ...task, files: (await save?.(task.urls, { signal }, origin)) ?? [] }
}
