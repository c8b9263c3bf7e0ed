import { configurationError } from '../errors/configuration-error.ts'
import { environment } from './environment.ts'

const variable = 'APIKLEY_API_KEY'

/** The key from the option or the environment, if it can be one. What is wrong with it is said without showing it. */
export function readApiKey(option: string | undefined, allowBrowser: boolean | undefined): string {
  if ('window' in globalThis && 'document' in globalThis && !allowBrowser) {
    throw configurationError(
      'A web page would show the API key to everybody who opens it',
      'Call the API from a server, or set dangerouslyAllowBrowser if every visitor may spend your credits.',
    )
  }
  const key = option ?? environment(variable)
  if (!key) {
    throw configurationError(
      'The API key is missing',
      `Set ${variable} or the option apiKey; keys are made at https://app.apikley.ru/keys.`,
    )
  }
  if (typeof key !== 'string' || !/^[!-~]+$/.test(key)) {
    const given = option === undefined ? variable : 'apiKey'
    const fault = /^bearer\s/i.test(key)
      ? 'starts with "Bearer"'
      : 'has white space or characters other than ASCII'
    throw configurationError(`${given} ${fault}`, 'Give the bare key, as the key page shows it.')
  }
  return key
}
