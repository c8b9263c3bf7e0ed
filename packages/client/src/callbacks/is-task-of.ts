import type { Submission } from '../ledger/submission.ts'
import { parsedJson } from '../schema/parse-json.ts'
import type { Task } from '../schema/task.ts'
import { prepareRequest } from '../submit/prepared-request.ts'
import { fieldsOf } from './read-task-ids.ts'

/** How far the API's clock may be behind ours. */
const skewMs = 300_000

/** As many fields the API may have added to an input: of each it is tried whether it did. */
const mostAdded = 8

/** The client key in an address that callbacks are sent to: the last one, since the client adds its own at the end. */
export function keyIn(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).searchParams.getAll('apikley_key').at(-1) : undefined
}

/**
 * Whether the API's own record agrees that a task was made by a submission whose answer was lost. The key in the
 * callback's address does not prove it: nobody signs that. The record of the twin API holds the address as it was
 * submitted; where it does not, model, input and time must do.
 */
export async function isTaskOf(
  { record, model: named, createdAt }: Task,
  submission: Submission,
): Promise<boolean> {
  const { param, paramJson } = record
  const { callBackUrl, input, model } = fieldsOf(parsed(param ?? paramJson))
  if (!submission.callback || (named ?? model) !== submission.model) return false
  if (typeof callBackUrl === 'string' && callBackUrl) return keyIn(callBackUrl) === submission.key
  const isOld = createdAt === undefined || createdAt.getTime() < submission.sentAt - skewMs
  return !isOld && isInputOf(fieldsOf(parsed(input)), submission)
}

/** Whether it is the input whose fingerprint a submission has, with or without the defaults that the API adds. */
async function isInputOf(
  input: Record<string, unknown>,
  { model, fingerprint }: Submission,
): Promise<boolean> {
  const names = Object.keys(input)
  const optional = names.filter((name) => JSON.stringify(input[name]).length <= 40).slice(0, mostAdded)
  for (let added = 0; added < 2 ** optional.length; added++) {
    const left = new Set(optional.filter((_, at) => added & (1 << at)))
    const sent = Object.fromEntries(Object.entries(input).filter(([name]) => !left.has(name)))
    const prepared = await prepareRequest({ model, input: sent })
    if (prepared.fingerprint === fingerprint) return true
  }
  return false
}

function parsed(value: unknown): unknown {
  return typeof value === 'string' ? parsedJson(value) : value
}
