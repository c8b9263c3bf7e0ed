import { configurationError } from '../errors/configuration-error.ts'

/** The error of every call, once the client is closed. */
export function closedError(): Error {
  return configurationError('The client is closed', 'Make a new one with createApikley().')
}
