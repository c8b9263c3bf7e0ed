import { configurationError } from '../errors/configuration-error.ts'
import { environment } from './environment.ts'

const loopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/

/** The checked address of the API, without a slash at the end. */
export function readBaseUrl(option: string | undefined, allowHttp: boolean | undefined): string {
  const given = option ?? (environment('APIKLEY_BASE_URL') || 'https://api.apikley.ru')
  const url = URL.canParse(given) ? new URL(given) : undefined
  const fault = !url
    ? 'is not an absolute URL'
    : url.username || url.password || url.search || url.hash
      ? 'has a user, query or hash'
      : url.protocol === 'https:' || (url.protocol === 'http:' && (allowHttp || loopback.test(url.hostname)))
        ? ''
        : 'is not https'
  if (!url || fault) {
    throw configurationError(
      `baseUrl ${fault}`,
      'Give one like https://api.apikley.ru; http is for this machine only, or with dangerouslyAllowHttp.',
    )
  }
  return url.href.replace(/\/+$/, '')
}
