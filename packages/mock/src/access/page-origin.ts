import type { IncomingHttpHeaders } from 'node:http'

/** The page of a browser that caused a request, when it is not the mock's own. */
export interface ForeignPage {
  /** Its origin; undefined when the browser does not tell. */
  origin: string | undefined
}

/**
 * The foreign page behind a request, by all that a browser tells and no page can change: `Origin` (with every POST and
 * every request of a script), `Sec-Fetch-Site` (with everything else, unless the mock is called by the address of a
 * network) and `Referer`. Undefined for the mock's own page, for an address that was typed, and for a program.
 */
export function foreignPage(headers: IncomingHttpHeaders, host: string): ForeignPage | undefined {
  const { origin, referer, 'sec-fetch-site': site } = headers
  const named = origin ?? (referer === undefined ? undefined : originOf(referer))
  if (named !== undefined && !isOwnOrigin(named, host)) return { origin: named }
  return site === undefined || site === 'same-origin' || site === 'none' ? undefined : { origin: undefined }
}

/** The origin of a URL; undefined when it has none. */
export function originOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const { origin, protocol, host } = new URL(url)
  if (origin !== 'null') return origin
  // Pages in the shell of an app (tauri:, capacitor:) have an origin that the URL standard knows nothing of.
  return host === '' ? undefined : `${protocol}//${host}`
}

/** Whether it is the origin of a page and nothing more; a slash at its end does not matter. */
export function isPageOrigin(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/[^/?#@*\s]+\/?$/i.test(text) && originOf(text) !== undefined
}

// Of either scheme, because what ends TLS in front of the mock may stand on this machine, too.
function isOwnOrigin(origin: string, host: string): boolean {
  return ['http', 'https'].some((scheme) => originOf(`${scheme}://${host}`) === origin)
}
