import type { Submission } from '../ledger/submission.ts'
import type { Task } from '../schema/task.ts'
import { fieldsOf } from './read-task-ids.ts'

/** How far the API's clock may be behind ours. */
const skewMs = 300_000

/** The client key in an address that callbacks are sent to: the last one, since the client adds its own at the end. */
export function keyIn(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).searchParams.getAll('apikley_key').at(-1) : undefined
}

/**
 * Whether the API's own record agrees that a task was made by a submission whose answer was lost. The key in the
 * callback's address does not prove it: nobody signs that. The record of the twin API holds the address as it was
 * submitted; where it does not, model and time must do.
 */
export function isTaskOf({ record, model, createdAt }: Task, submission: Submission): boolean {
  const param = readParam(record.param)
  if (!submission.callback || (model ?? param['model']) !== submission.model) return false
  const { callBackUrl } = param
  if (typeof callBackUrl === 'string') return keyIn(callBackUrl) === submission.key
  return createdAt !== undefined && createdAt.getTime() >= submission.sentAt - skewMs
}

function readParam(param: unknown): Record<string, unknown> {
  try {
    return fieldsOf(typeof param === 'string' ? JSON.parse(param) : param)
  } catch {
    return {}
  }
}
