import { configurationError } from '../errors/configuration-error.ts'
import type { CallbackOptions } from './options.ts'

/** The checked options of callbacks, with the secret shut away in a function, where no printing reaches it. */
export interface CallbackSettings {
  readonly url: string | undefined
  readonly secret: () => string | undefined
  readonly carryKey: boolean
  /** Whether there is a handler: then callbacks are to be expected, and polls are only the second string. */
  expected: boolean
}

export function readCallbacks({ url, secret, carryKey = true }: CallbackOptions = {}): CallbackSettings {
  if (url !== undefined && !/^https?:\/\/[^\s/]/i.test(url)) {
    throw configurationError('callbacks.url is not an http or https URL', 'Give the whole address.')
  }
  if (secret !== undefined && (typeof secret !== 'string' || !secret.trim())) {
    throw configurationError(
      'callbacks.secret is empty',
      'Give the webhook key of the account, or leave it out.',
    )
  }
  return { url, secret: () => secret, carryKey, expected: false }
}
