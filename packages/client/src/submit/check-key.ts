import { show } from '../schema/values.ts'
import { invalidRequest } from './invalid-request.ts'

/** Code points, so that a letter of any script and an emoji count as one. No control characters, no half of a pair. */
const keyPattern = /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]{1,200}$/u

/**
 * A client key as it is kept and compared: composed (Unicode NFC), since a name that a file system or a keyboard has
 * spelt in another way (`и` and a breve for `й`) is the same name, and must not be a second order.
 */
export function normalKey(key: string): string {
  return typeof key === 'string' ? key.normalize() : key
}

/** What keeps a text from being a client key; nothing if it can be one. */
export function keyFault(key: unknown): string | undefined {
  const isKey = typeof key === 'string' && keyPattern.test(key.normalize()) && Boolean(key.trim())
  return isKey
    ? undefined
    : `must be 1 to 200 characters, not all of them blank, without control characters, received ${show(key)}`
}

/** Refuses a client key that is there and cannot be one: a forgotten id would make a new task with each call. */
export function checkKey(given: object | undefined): void {
  if (!given || !('key' in given)) return
  const fault = keyFault(given.key)
  if (fault) throw badKey(fault)
}

/** The error of a client key that cannot be used. */
export function badKey(message: string, nextStep?: string): Error {
  return invalidRequest(`key ${message}`, { problems: [{ path: 'key', message }], nextStep })
}
