import { parsedJson } from '../schema/parse-json.ts'
import { readId, taskIdIn } from '../schema/task-id.ts'
import { Refusal } from './refusal.ts'

/** Ids are opaque, but something that is logged and written into an address must not be anything at all. */
const plausible = /^[!-~]{1,200}$/

/**
 * The ids in the places where the documents have them, in the order of trust. The documents break their own rules, so
 * everything else in a callback may be missing, null, or of any type; it is not read, and may be nested as it likes.
 */
export function readTaskIds(text: string): readonly string[] {
  const body = parsedJson(text)
  if (body === undefined) throw new Refusal(400, 'its body is not JSON')
  const { data, ...outer } = fieldsOf(body)
  const inner = fieldsOf(typeof data === 'string' ? parsedJson(data) : data)
  const places = [inner['taskId'], inner['task_id'], taskIdIn(inner), outer['taskId'], taskIdIn(outer)]
  const ids = places.map(readId).filter(isPlausible)
  if (!ids.length) throw new Refusal(400, 'it names no task')
  return [...new Set(ids)]
}

/** Of what is no object it is an empty one. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object(value) as Record<string, unknown>
}

function isPlausible(id: string | undefined): id is string {
  return id !== undefined && plausible.test(id)
}
