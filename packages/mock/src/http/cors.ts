// The documented API says nothing about CORS, and the real result files are reported to come without it; so a page
// may call the mock's API, but gets its result files only the way that also works there (<video src>, a link).
const shared = { 'access-control-allow-origin': '*' }

/** Headers that let a page read an answer of the API. */
export function corsHeaders(allowed: boolean): Record<string, string> {
  return allowed ? shared : {}
}

/** Headers of the answer to a page's preflight for an API path. */
export function preflightHeaders(allowed: boolean, methods: readonly string[]): Record<string, string> {
  const allow = { allow: [...methods, 'OPTIONS'].join(', ') }
  if (!allowed) return allow
  return {
    ...allow,
    ...shared,
    'access-control-allow-methods': methods.join(', '),
    'access-control-allow-headers': 'Authorization, Content-Type, Prefer, X-Mock-Fault',
    'access-control-max-age': '600',
  }
}
