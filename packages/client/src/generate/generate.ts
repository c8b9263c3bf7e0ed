import { prepareSaving, readResultTarget, type Saving } from '../files/save-result.ts'
import { milliseconds } from '../options/milliseconds.ts'
import { createTask, prepareTask, submitTask, type UncheckedTaskRequest } from '../submit/create-task.ts'
import type { CreateOptions, SubmittedTask } from '../submit/create-options.ts'
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
  { callBackUrl, fields, saveTo, ...options }: GenerateOptions = {},
): Promise<GeneratedTask> {
  // At once: what the path means depends on the working directory.
  const target = saveTo === undefined ? undefined : readResultTarget(saveTo)
  const prepared = await prepareTask(context, { model, input, callBackUrl, fields })
  const { signal } = options
  const saving = target === undefined ? undefined : await prepareSaving(context, target, { signal })
  return generatePrepared(context, prepared, options, saving)
}

/** Creates a task whose result is saved later. */
export async function create(
  context: GenerateContext,
  task: UncheckedTaskRequest,
  { saveTo, ...options }: CreateOptions = {},
): Promise<SubmittedTask> {
  if (saveTo === undefined) return createTask(context, task, options)
  const target = readResultTarget(saveTo)
  const { name } = await prepareSaving(context, target, { signal: options.signal })
  return createTask(context, task, { ...options, saveTo: name })
}

/**
 * The same with a request that was checked, and a target that was tried. If the answer to the create is lost and a
 * callback can tell its task, that is waited for, too, within the time of the wait.
 */
export async function generatePrepared(
  context: GenerateContext,
  prepared: PreparedRequest,
  options: Omit<GenerateOptions, 'callBackUrl' | 'fields' | 'saveTo'>,
  saving: Saving | undefined,
): Promise<GeneratedTask> {
  const { onCreated, checkCredits, key, submitWithinMs, ...wait } = options
  const { signal } = wait
  // Before money is spent on what could not be waited for.
  const timeoutMs = milliseconds('timeoutMs', wait.timeoutMs, 1_800_000)
  milliseconds('intervalMs', wait.intervalMs, Infinity)
  const submit = { signal, checkCredits, key, submitWithinMs, saveTo: saving?.name }
  const created = await submitTask(context, prepared, submit).catch((error: unknown) =>
    awaitCallback(context, error, context.clock.now() + timeoutMs, signal),
  )
  try {
    await onCreated?.(created)
  } catch (cause) {
    const what = 'onCreated threw'
    throw pendingError(created.taskId, { moneySpent: 'yes', reason: 'callback', what, cause })
  }
  return finish(context, created, wait, saving?.save)
}
