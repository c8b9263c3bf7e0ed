import { configurationError } from '../errors/configuration-error.ts'
import { textOf } from '../schema/values.ts'
import { environment } from './environment.ts'

const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

/** Whether an address is on this machine: then a mock answers, and its tasks take seconds. */
export function isLocal(url: string): boolean {
  return loopback.test(new URL(url).hostname)
}

/** The checked address of the API, without a slash at the end. */
export function readBaseUrl(option: string | undefined, allowHttp: boolean | undefined): string {
  const byDefault = environment('APIKLEY_BASE_URL') || 'https://api.apikley.ru'
  const given: unknown = option === undefined ? byDefault : option
  const text = given instanceof URL ? given.href : textOf(given)
  if (!URL.canParse(text)) throw unusable('is not an absolute URL')
  const { href, origin, pathname, protocol } = new URL(text)
  const isSafe = protocol === 'https:' || (protocol === 'http:' && (allowHttp || isLocal(text)))
  if (!isSafe) throw unusable('is not https')
  if (href !== origin + pathname) throw unusable('has a user, query or hash')
  return href.replace(/\/+$/, '')
}

function unusable(fault: string): Error {
  return configurationError(
    `baseUrl ${fault}`,
    'Give one like https://api.apikley.ru; http is for this machine only, or with dangerouslyAllowHttp.',
  )
}
