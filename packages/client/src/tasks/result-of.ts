import { ServerError, TaskFailedError } from '../errors/kinds.ts'
import { type Redact, redactData } from '../errors/redact.ts'
import type { SucceededTask, Task } from '../schema/task.ts'
import { lastAnswer } from './last-answer.ts'

/** How long a task may say that it has succeeded before its record holds the result, in milliseconds. */
const resultGraceMs = 120_000

/** How often it is looked at meanwhile, at least. */
const resultPollMs = 5_000

/** When a task is to be looked at, at the latest, that is seen to have succeeded without a result since a moment. */
export function resultPollAt(emptySince: number | undefined, now: number): number {
  return emptySince !== undefined && now - emptySince <= resultGraceMs ? now + resultPollMs : Infinity
}

interface Known {
  /** For how long it has been seen to have succeeded without a result; the record can be ahead of that. Default: 0. */
  readonly emptyMs?: number | undefined
  /** What the ledger says that it was charged. Default: what the task says. */
  readonly credits?: number | undefined
}

/** What a task came to: its success, `undefined` as long as it is on its way, or an error. */
export function resultOf(
  task: Task,
  redact: Redact,
  { emptyMs = 0, credits = task.creditsConsumed }: Known = {},
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
  if (emptyMs < resultGraceMs) return undefined
  if (hasOther(task)) return task
  throw new ServerError({
    taskId,
    task: redactData(task, redact),
    what: `The task succeeded, but the API gives no result that can be found: ${lastAnswer(task, redact)}`,
    moneySpent: 'yes',
    nextStep:
      'Do not create it again: tasks.wait(taskId), or recover(), gets it once it is there. If it never is, tell the support.',
  })
}

/** Whether there is a result for certain: an address, or the object of models whose result is no file. */
export function hasResult(task: Task): task is SucceededTask {
  return task.urls.length > 0 || isFilled(task.result?.resultObject)
}

/** Whether there is something that may be a result, in a field that is not meant for an address. */
export function hasOther(task: Task): task is SucceededTask {
  return Object.entries(task.result ?? {}).some(([name, field]) => !/url/i.test(name) && isFilled(field))
}

function isFilled(value: unknown): boolean {
  return typeof value === 'object' && value !== null ? Object.values(value).length > 0 : Boolean(value)
}
