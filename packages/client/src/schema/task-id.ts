import { isPlainObject } from './values.ts'

/** Whether a field holds a task's id, however its name is written: `taskId`, `task_id`, `taskID`. */
export function isTaskIdName(name: string): boolean {
  return /^task[ _-]?id$/i.test(name)
}

/** An id, which may be a number, too, as text. `undefined` for what is none. */
export function readId(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() ? value : undefined
  return Number.isSafeInteger(value) && value !== 0 ? String(value) : undefined
}

/** The id of a task in the fields of an object. */
export function taskIdIn(fields: unknown): string | undefined {
  if (!isPlainObject(fields)) return undefined
  const { taskId } = fields
  return readId(taskId) ?? readId(fields[Object.keys(fields).find(isTaskIdName) ?? ''])
}
