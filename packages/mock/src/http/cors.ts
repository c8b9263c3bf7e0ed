import { mockHeader } from '../access/mock-header.ts'

// The documented API says nothing about CORS, and the real result files are reported to come without it; so a page that
// the mock was told of may call the API, but gets result files only the way that also works there (<video src>, a link).

/** Headers that let the page of an origin read an answer of the API. */
export function corsHeaders(origin: string | undefined): Record<string, string> {
  const readable = {
    'access-control-allow-origin': origin ?? '',
    'access-control-expose-headers': mockHeader,
  }
  return { vary: 'Origin', ...(origin !== undefined && readable) }
}

/** Headers that let the page of an origin show a file. */
export function embedHeaders(origin: string | undefined): Record<string, string> {
  const shown = { 'cross-origin-resource-policy': 'cross-origin' }
  return { vary: 'Origin, Referer, Sec-Fetch-Site', ...(origin !== undefined && shown) }
}

/** Headers of the answer to a page's preflight for an API path. */
export function preflightHeaders(
  origin: string | undefined,
  methods: readonly string[],
): Record<string, string> {
  const allow = { allow: [...methods, 'OPTIONS'].join(', ') }
  if (origin === undefined) return allow
  return {
    ...allow,
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'Authorization, Content-Type, Prefer, X-Mock-Fault',
    'access-control-max-age': '600',
  }
}
