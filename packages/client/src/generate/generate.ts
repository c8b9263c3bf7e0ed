import type { GeneratedTask, GenerateOptions } from './generate-options.ts'
import { prepareSaving } from '../files/save-result.ts'
import type { Workshop } from '../extras/workshop.ts'
import type { UncheckedTaskRequest } from '../tasks/create-task.ts'
import { broughtHome } from './brought-home.ts'
import { finish } from './finish.ts'

/**
 * Creates a task, waits for its result, and saves it. If the answer to the create is lost and a callback can bring it
 * home, that is waited for, too, within the time of the wait.
 */
export async function generate(
  workshop: Workshop,
  { model, input }: UncheckedTaskRequest,
  options: GenerateOptions = {},
): Promise<GeneratedTask> {
  const { onCreated, saveTo, callBackUrl, checkCredits, key, submitWithinMs, ...wait } = options
  const { signal } = wait
  // Before money is spent on what could not be waited for, or saved.
  const timeoutMs = workshop.milliseconds('timeoutMs', wait.timeoutMs, 1_800_000)
  workshop.milliseconds('intervalMs', wait.intervalMs, Infinity)
  const save = saveTo === undefined ? undefined : await prepareSaving(workshop, saveTo)
  const created = await workshop
    .createTask(
      workshop,
      { model, input, callBackUrl },
      { signal, checkCredits, key, submitWithinMs, saveTo },
    )
    .catch((error: unknown) => broughtHome(workshop, error, workshop.clock.now() + timeoutMs, signal))
  try {
    await onCreated?.(created)
  } catch (cause) {
    throw workshop.pendingError(created.taskId, {
      moneySpent: 'yes',
      reason: 'callback',
      what: 'onCreated threw',
      cause,
    })
  }
  return finish(workshop, created, wait, save)
}
