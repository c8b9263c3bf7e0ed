import { type Apikley, isApikleyError, type SucceededTask, type Task } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { type FailureFacts, failureFacts, messageOf } from './errors.ts'
import type { Operation, OperationTask } from './operation.ts'

/** What became of one task. */
export type Look = { readonly key: string; readonly taskId?: string } & (
  | { readonly state: 'pending'; readonly trouble?: string; readonly task?: Task }
  | { readonly state: 'succeeded'; readonly task: SucceededTask }
  /** It has ended, and has no result. */
  | { readonly state: 'failed'; readonly failure: FailureFacts; readonly task?: Task }
  /** It could not be looked at, for a reason that does not pass by itself. */
  | { readonly state: 'thrown'; readonly error: unknown }
)

/** How long a look may take. */
export interface LookOptions {
  /** Milliseconds to wait for the end. `null` for as long as it takes. */
  readonly timeoutMs: number | null
  readonly intervalMs?: number
  readonly signal: AbortSignal | undefined
}

/** How long a task may be unknown to the API after it was created, and a success without its result, in milliseconds. */
const unseenMs = 90_000
const emptyMs = 120_000

/**
 * How long a webhook may tell what became of a lost answer, in milliseconds: until just before the SDK gives up, whose error
 * would name no key.
 */
export const lostMs = 590_000

/** Looks at a task, once or until it has ended. Never rejects. */
export async function lookAt(
  client: Apikley<Model>,
  { startedAt }: Operation,
  { key, taskId: known }: OperationTask,
  options: LookOptions,
): Promise<Look> {
  const taskId = known ?? (await taskOf(client, key))
  if (taskId === undefined) {
    const trouble = lostAnswer(key)
    const isLate = Date.now() - startedAt >= lostMs
    return isLate ? { key, state: 'thrown', error: new Error(trouble) } : { key, state: 'pending', trouble }
  }
  try {
    const task = await client.tasks.wait(taskId, options)
    return { key, taskId, state: 'succeeded', task }
  } catch (error) {
    if (isApikleyError(error, 'task-failed')) {
      const { task } = error
      const facts = failureFacts(error)
      const failure = { ...facts, error: withCredits(facts.error, task) }
      return { key, taskId, state: 'failed', failure, ...(task && { task }) }
    }
    // The only one of its kind that ends a wait: there is no result, and there will be none.
    if (isApikleyError(error, 'server')) return { key, taskId, state: 'failed', failure: failureFacts(error) }
    if (!isApikleyError(error, 'task-pending') || error.reason !== 'timeout') {
      return { key, taskId, state: 'thrown', error }
    }
    const { cause, task } = error
    const now = Date.now()
    if (!task && isApikleyError(cause, 'not-found') && now - startedAt > unseenMs) {
      return { key, taskId, state: 'thrown', error: cause }
    }
    if (task?.state === 'success' && now - (task.completedAt?.getTime() ?? startedAt) > emptyMs) {
      return { key, taskId, state: 'failed', failure: withoutResult(taskId), task }
    }
    const trouble = cause === undefined ? {} : { trouble: messageOf(cause) }
    return { key, taskId, state: 'pending', ...trouble, ...(task && { task }) }
  }
}

/** The task of a submission whose answer was lost, once a callback has told. */
async function taskOf(client: Apikley<Model>, key: string): Promise<string | undefined> {
  const held = await client.submissions.get(key).catch(() => undefined)
  return held?.baseUrl === client.baseUrl ? held.taskId : undefined
}

function lostAnswer(key: string): string {
  return `The answer to the order '${key}' was lost, and no callback has told yet what became of it. Money may have been spent.`
}

function withCredits(message: string, task: Task | undefined): string {
  return task?.creditsConsumed === undefined
    ? message
    : `${message} Credits charged: ${task.creditsConsumed}.`
}

function withoutResult(taskId: string): FailureFacts {
  const nextStep =
    'Do not start it again: getVideoStatus with the same operation gets the result once it is there. ' +
    'If it never is, tell the support.'
  return {
    error: `The task succeeded, and the API gives no result. Task ${taskId}. Money was spent. ${nextStep}`,
    moneySpent: 'yes',
    nextStep,
  }
}
