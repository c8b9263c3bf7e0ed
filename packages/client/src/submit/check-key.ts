import { show } from '../schema/values.ts'
import { invalidRequest } from './invalid-request.ts'

/** Refuses a client key that is there and cannot be one: a forgotten id would make a new task with each call. */
export function checkKey(given: object | undefined): void {
  if (!given || !('key' in given)) return
  const { key } = given
  if (typeof key === 'string' && /^[ -~]{1,200}$/.test(key)) return
  throw badKey(`must be 1 to 200 printable ASCII characters, received ${show(key)}`)
}

/** The error of a client key that cannot be used. */
export function badKey(message: string, nextStep?: string): Error {
  return invalidRequest(`key ${message}`, { problems: [{ path: 'key', message }], nextStep })
}
