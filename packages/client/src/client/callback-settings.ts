import { isHttpUrl } from '../address/http-url.ts'
import { configurationError } from '../errors/configuration-error.ts'
import type { CallbackOptions } from './options.ts'

/** The checked options of callbacks. */
export interface CallbackSettings {
  readonly url: string | undefined
  readonly secret: string | undefined
  readonly addKeyToUrl: boolean
}

export function readCallbacks({ url, secret, addKeyToUrl = true }: CallbackOptions = {}): CallbackSettings {
  if (url !== undefined && !isHttpUrl(url)) {
    throw configurationError('callbacks.url is not an http or https URL', 'Give the whole address.')
  }
  if (secret !== undefined && (typeof secret !== 'string' || !secret.trim())) {
    throw configurationError(
      'callbacks.secret is empty',
      'Give the webhook key of the account, or leave it out.',
    )
  }
  return { url, secret, addKeyToUrl }
}
