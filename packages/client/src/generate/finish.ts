import type { CreatedTask } from '@apikley/types/api'
import { FileError } from '../errors/kinds.ts'
import { prepareSaving, readResultTarget, type SaveResult } from '../files/save-result.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { SubmittedTask } from '../submit/create-options.ts'
import { ownSubmission } from '../tasks/own-submission.ts'
import { waitForTask } from '../tasks/wait-for-task.ts'
import type { WaitOptions } from '../tasks/wait-options.ts'
import type { GenerateContext } from './context.ts'
import type { FinishOptions, GeneratedTask } from './generate-options.ts'

/** Finishes a task that exists, whoever has created it. What is known of it in the ledger is used and kept up. */
export async function finishTask(
  context: GenerateContext,
  taskId: string,
  { saveTo, ...wait }: FinishOptions = {},
): Promise<GeneratedTask> {
  const about = { taskId, moneySpent: 'yes' } as const
  // At once: what the path means depends on the working directory.
  const target = saveTo === undefined ? undefined : readResultTarget(saveTo, about)
  const found = await context.ledger.find(taskId).catch(() => undefined)
  const { key } = ownSubmission(context, found, taskId) ?? {}
  const saving = target && (await prepareSaving(context, target, { about, signal: wait.signal }))
  return finish(context, { key, taskId }, wait, saving?.save)
}

/**
 * Waits for a task, and saves its result, if it is to be saved and the ledger does not say that it is. Without a key the
 * ledger does not know it.
 */
export async function finish(
  context: GenerateContext,
  { key, taskId }: CreatedTask & { readonly key: string | undefined },
  wait: WaitOptions,
  save: SaveResult | undefined,
): Promise<GeneratedTask> {
  const { clock, ledger } = context
  const giveUpAt = clock.now() + milliseconds('timeoutMs', wait.timeoutMs, 1_800_000)
  const task = await waitForTask(context, taskId, wait, key !== undefined)
  if (!save) return { ...task, files: [] }
  if (task.urls.length === 0) throw noFile(taskId)
  const found = await ledger.find(taskId).catch(() => undefined)
  const held = found?.key === key ? found : undefined
  const age = { endedAt: task.completedAt?.getTime(), sentAt: held?.sentAt }
  const origin = { taskId, moneySpent: 'yes', age, giveUpAt, trace: held?.trace } as const
  const { files, names } = await save(task.urls, { signal: wait.signal }, origin, held?.files, {
    taskId,
    key: key ?? '',
  })
  if (key !== undefined) await recordFiles(context, { key, taskId }, names)
  return { ...task, files }
}

/** The error of a result that was to be saved and is no file. */
function noFile(taskId: string): FileError {
  return new FileError({
    taskId,
    what: 'the result was to be saved, and holds no address of a file',
    moneySpent: 'yes',
    nextStep:
      'tasks.get(taskId) answers it, under result; submissions.forget(key, reason) closes what recover() reports.',
  })
}

/** Writes down that the result is in the caller's hands. It is, whether or not the ledger can hold it. */
async function recordFiles(
  { events, ledger }: GenerateContext,
  { key, taskId }: SubmittedTask,
  files: readonly string[],
): Promise<void> {
  try {
    // A person may have decided meanwhile that the task is not that of the key.
    const held = await ledger.find(taskId)
    if (held?.key !== key) throw new Error('The key does not have this task any more')
    const { attempt, model } = held
    await ledger.update(key, { attempt, files })
    events.emit('onStateChange', { key, taskId, model, state: 'saved' })
  } catch (error) {
    events.log('error', 'The ledger could not take down where a result was saved', { key, taskId, error })
  }
}
