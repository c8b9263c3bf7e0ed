import type { IncomingMessage } from 'node:http'

// Several parts of the mock ask for it while one request is answered.
const targets = new WeakMap<Pick<IncomingMessage, 'url'>, { url: URL | undefined }>()

/** The URL that a request is for; its host says nothing. */
export function targetOf(request: Pick<IncomingMessage, 'url'>): URL | undefined {
  const known = targets.get(request)
  if (known) return known.url
  const { url = '/' } = request
  const absolute = url.startsWith('/') ? `http://mock${url}` : url
  const target = { url: URL.canParse(absolute) ? new URL(absolute) : undefined }
  targets.set(request, target)
  return target.url
}

/**
 * Path and query for a log, at most 200 characters; without what stands before the path in an absolute target, where a
 * password may be.
 */
export function shownPath({ url = '' }: Pick<IncomingMessage, 'url'>): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '').slice(0, 200)
}
