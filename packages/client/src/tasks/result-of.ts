import { ServerError, TaskFailedError } from '../errors/kinds.ts'
import { type Redact, redactData } from '../errors/redact.ts'
import type { SucceededTask, Task } from '../schema/task.ts'

/**
 * What a task came to: its success, `undefined` as long as it is on its way, or an error. `credits`: what the ledger says
 * that it was charged.
 */
export function resultOf(
  task: Task,
  redact: Redact,
  credits: number | undefined = task.creditsConsumed,
): SucceededTask | undefined {
  const { taskId, state, failure } = task
  if (failure) {
    const { code, message, moderation } = failure
    throw new TaskFailedError({
      taskId,
      task: redactData(task, redact),
      failure,
      what: `The task failed: ${message || code || 'the API gives no reason'}`,
      moneySpent: credits === undefined ? 'unknown' : credits > 0 ? 'yes' : 'no',
      nextStep: moderation
        ? 'Change the input; unchanged it fails again.'
        : 'Try again, or with another input.',
    })
  }
  if (state !== 'success') return undefined
  if (hasResult(task)) return task
  throw new ServerError({
    taskId,
    task: redactData(task, redact),
    what: 'The task succeeded, but the API gives no result',
    moneySpent: 'yes',
    nextStep: 'Ask again later with tasks.get(taskId), then tell the support.',
  })
}

/** Whether any field of the result holds something. */
function hasResult(task: Task): task is SucceededTask {
  return Object.values(task.result ?? {}).some((field) =>
    Array.isArray(field) ? field.length > 0 : Boolean(field),
  )
}
