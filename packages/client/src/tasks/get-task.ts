import type { MoneySpent } from '../errors/error-facts.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { NotFoundError, ServerError, ValidationError } from '../errors/kinds.ts'
import type { CallOptions, RequestOptions } from '../http/call-options.ts'
import type { HttpContext } from '../http/context.ts'
import { request } from '../http/request.ts'
import type { Task } from '../schema/task.ts'
import { show } from '../schema/values.ts'
import type { TasksContext } from './context.ts'
import { findRecord } from './find-record.ts'
import { readTask } from './read-task.ts'

const recordInfo = { method: 'GET', path: '/api/v1/jobs/recordInfo' } as const

/** Asks once for a task, when its turn has come. */
export async function getInTurn(
  context: TasksContext,
  taskId: string,
  options: CallOptions | undefined,
): Promise<Task> {
  const release = await context.scheduler
    .acquire('poll', { signal: options?.signal })
    .catch((error: unknown) => {
      if (isApikleyError(error, 'network')) throw error
      // Aborted or closed: the request says so in its own words.
      return undefined
    })
  try {
    return await getTask(context, taskId, options)
  } finally {
    release?.()
  }
}

/** Asks once for a task. `moneySpent` is what an error says: `'unknown'` unless the task is known to exist. */
export async function getTask(
  context: HttpContext,
  taskId: string,
  options: RequestOptions | undefined,
  moneySpent: MoneySpent = 'unknown',
): Promise<Task> {
  if (typeof taskId !== 'string' || !taskId.trim()) {
    const what = `taskId must be a text, received ${show(taskId)}`
    throw new ValidationError({ what, moneySpent: 'no', nextStep: 'Give the taskId that create answered.' })
  }
  const call = { request: recordInfo, taskId, moneySpent, countsAlways: true }
  const found = await request(context, call, { params: { query: { taskId } } }, options, (data, answer) => {
    // The twin API answers nothing for an id that it does not know, or not yet.
    const isNone = answer.code === 200 && (data === null || data === undefined)
    return findRecord(data, answer, taskId) ?? (isNone ? null : undefined)
  })
  if (!found) throw new NotFoundError({ ...call, what: 'there is no such task', nextStep: 'Check the id.' })
  if (found.taskId !== undefined && found.taskId !== taskId) {
    const what = `the API answered the record of another task, ${show(context.redact(found.taskId))}`
    throw new ServerError({ ...call, what, nextStep: 'Try again later.' })
  }
  return readTask(found, taskId, context.redact)
}
