import { prepareSaving } from '../files/save-result.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { prepareTask, submitTask, type UncheckedTaskRequest } from '../submit/create-task.ts'
import type { PreparedRequest } from '../submit/prepared-request.ts'
import { pendingError } from '../tasks/pending-error.ts'
import { awaitCallback } from './await-callback.ts'
import type { GenerateContext } from './context.ts'
import { finish } from './finish.ts'
import type { GeneratedTask, GenerateOptions } from './generate-options.ts'

/** Creates a task, waits for its result, and saves it. */
export async function generate(
  context: GenerateContext,
  { model, input }: Pick<UncheckedTaskRequest, 'model' | 'input'>,
  { callBackUrl, fields, ...options }: GenerateOptions = {},
): Promise<GeneratedTask> {
  return generatePrepared(context, await prepareTask(context, { model, input, callBackUrl, fields }), options)
}

/**
 * The same with a request that was checked. If the answer to the create is lost and a callback can tell its task, that is
 * waited for, too, within the time of the wait.
 */
export async function generatePrepared(
  context: GenerateContext,
  prepared: PreparedRequest,
  options: Omit<GenerateOptions, 'callBackUrl' | 'fields'>,
): Promise<GeneratedTask> {
  const { onCreated, saveTo, checkCredits, key, submitWithinMs, ...wait } = options
  const { signal } = wait
  // Before money is spent on what could not be waited for, or saved.
  const timeoutMs = milliseconds('timeoutMs', wait.timeoutMs, 1_800_000)
  milliseconds('intervalMs', wait.intervalMs, Infinity)
  const save = saveTo === undefined ? undefined : await prepareSaving(context, saveTo)
  const submit = { signal, checkCredits, key, submitWithinMs, saveTo }
  const created = await submitTask(context, prepared, submit).catch((error: unknown) =>
    awaitCallback(context, error, context.clock.now() + timeoutMs, signal),
  )
  try {
    await onCreated?.(created)
  } catch (cause) {
    const what = 'onCreated threw'
    throw pendingError(created.taskId, { moneySpent: 'yes', reason: 'callback', what, cause })
  }
  return finish(context, created, wait, save)
}
