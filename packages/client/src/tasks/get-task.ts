import type { MoneySpent } from '../errors/error-facts.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { NotFoundError, ValidationError } from '../errors/kinds.ts'
import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { failure } from '../transport/call.ts'
import { request } from '../transport/request.ts'
import { show } from '../validation/values.ts'
import { readTask } from './read-task.ts'
import type { Task } from './task.ts'

const recordInfo = { method: 'GET', path: '/api/v1/jobs/recordInfo' } as const

/** Asks once for a task, when its turn has come. */
export async function getInTurn(
  settings: Settings,
  taskId: string,
  options: CallOptions | undefined,
): Promise<Task> {
  const release = await settings.scheduler
    .acquire('poll', { signal: options?.signal })
    .catch((error: unknown) => {
      if (isApikleyError(error, 'network')) throw error
      // Aborted or closed: the request says so in its own words.
      return undefined
    })
  try {
    return await getTask(settings, taskId, options)
  } finally {
    release?.()
  }
}

/** Asks once for a task. `moneySpent` is what an error says: `'unknown'` unless the task is known to exist. */
export async function getTask(
  settings: Settings,
  taskId: string,
  options: CallOptions | undefined,
  moneySpent: MoneySpent = 'unknown',
): Promise<Task> {
  if (typeof taskId !== 'string' || !taskId.trim()) {
    const what = `taskId must be a text, received ${show(taskId)}`
    throw new ValidationError({ what, moneySpent: 'no', nextStep: 'Give the taskId that create answered.' })
  }
  const call = { request: recordInfo, taskId, moneySpent }
  const task = await request(settings, call, { params: { query: { taskId } } }, options, (data) =>
    data === null || data === undefined ? null : readTask(data, taskId, settings.redact),
  )
  if (task) return task
  // The twin API answers so for an id that it does not know, or not yet.
  throw failure(call, {
    Kind: NotFoundError,
    refused: true,
    what: 'there is no such task',
    nextStep: 'Check the id.',
  })
}
