import { configurationError } from '../errors/configuration-error.ts'
import { textOf } from '../schema/values.ts'
import { environment } from './environment.ts'

const variable = 'APIKLEY_API_KEY'

/** The API key, shut away where no printing reaches it. */
export interface ApiKey {
  /** Throws a `ConfigurationError` if there is none, or one that cannot be. What is wrong with it is said without showing it. */
  readonly use: () => string
  /** What stands in its place, whether or not it can be a key. */
  readonly peek: () => string | undefined
}

/** Reads the key from the option or the environment when it is first needed: programs are also loaded to be built. */
export function createApiKey(option: string | undefined): ApiKey {
  let checked: string | undefined
  const read = (): unknown => checked ?? (option === undefined ? environment(variable) : option)
  return {
    use: () => (checked ??= checkApiKey(read(), option === undefined ? variable : 'apiKey')),
    peek: () => textOf(read()) || undefined,
  }
}

function checkApiKey(key: unknown, given: string): string {
  if (!key) {
    throw configurationError(
      'The API key is missing',
      `Set ${variable} or the option apiKey; keys are made at https://app.apikley.ru/keys.`,
    )
  }
  if (typeof key !== 'string' || !/^[!-~]+$/.test(key)) {
    const fault = /^bearer\s/i.test(textOf(key))
      ? 'starts with "Bearer"'
      : 'has white space or characters other than ASCII'
    throw configurationError(`${given} ${fault}`, 'Give the bare key, as the key page shows it.')
  }
  return key
}

/** Throws a `ConfigurationError` in a web page, unless that is allowed. */
export function checkBrowser(isAllowed: boolean | undefined): void {
  if (!('window' in globalThis && 'document' in globalThis) || isAllowed) return
  throw configurationError(
    'A web page would show the API key to everybody who opens it',
    'Call the API from a server, or set dangerouslyAllowBrowser if every visitor may spend your credits.',
  )
}
