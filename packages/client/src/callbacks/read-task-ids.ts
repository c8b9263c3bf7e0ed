import { Refusal } from './refusal.ts'

/** Ids are opaque, but something that is logged and written into an address must not be anything at all. */
const plausible = /^[!-~]{1,200}$/

/**
 * The ids in the places where the documents have them, in the order of trust. The documents break their own rules, so
 * everything else in a callback may be missing, null, or of any type; it is not read, and may be nested as it likes.
 */
export function readTaskIds(text: string): readonly string[] {
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Refusal(400, 'its body is not JSON')
  }
  const { data, ...outer } = fieldsOf(body)
  const inner = fieldsOf(data)
  const ids = [inner['taskId'], inner['task_id'], outer['taskId'], outer['task_id']].filter(isPlausible)
  if (!ids.length) throw new Refusal(400, 'it names no task')
  return [...new Set(ids)]
}

/** Of what is no object it is an empty one. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object(value) as Record<string, unknown>
}

function isPlausible(id: unknown): id is string {
  return typeof id === 'string' && plausible.test(id)
}
