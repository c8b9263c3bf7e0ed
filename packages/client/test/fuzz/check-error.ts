import { type ApikleyError, isApikleyError } from '@apikley/client'
import { key } from '../set-up.ts'

/** The error, if it is one of ours and has all that such an error must have. Throws what is wrong with it. */
export function checkError(error: unknown): ApikleyError {
  if (!isApikleyError(error)) throw new Error('It throws what is no error of ours', { cause: error })
  const { message, nextStep, moneySpent, kind } = error
  if (!message || !nextStep || !kind) throw new Error('An error does not say all', { cause: error })
  if (!['no', 'yes', 'unknown'].includes(moneySpent))
    throw new Error('An error says nothing of money', { cause: error })
  // A task holds the API's record as it came, and nothing of ours.
  checkSecret({ ...error.toJSON(), task: undefined, message, stack: error.stack, cause: error.cause })
  JSON.stringify(error)
  return error
}

/** Throws if the API key is anywhere in it. */
export function checkSecret(value: unknown, seen: Set<unknown> = new Set(), at = ''): void {
  if (typeof value === 'string' && value.includes(key)) throw new Error(`The API key is in ${at}: ${value}`)
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  for (const name of Reflect.ownKeys(value)) {
    const place = `${at}.${String(name)}`
    checkSecret(String(name), seen, place)
    checkSecret((value as Record<PropertyKey, unknown>)[name], seen, place)
  }
}
