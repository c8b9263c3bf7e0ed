import { createHmac } from 'node:crypto'

/** Makes and checks the links to results, which carry their end and a signature over it in the query. */
export interface Links {
  /** The URL with both, good until then (milliseconds since the epoch). */
  sign(url: string, until: number): string
  /** Why the link leads to nothing now; undefined when it is good. */
  refuse(url: URL, now: number): string | undefined
}

/** The key comes from the seed: it keeps nobody out, and links outlive a restart. */
export function createLinks(seed: number): Links {
  const signature = (path: string, expires: string) =>
    createHmac('sha256', `apikley-mock-links:${seed}`).update(`${path}?${expires}`).digest('hex').slice(0, 32)
  return {
    sign(url, until) {
      const signed = new URL(url)
      const expires = String(Math.ceil(until))
      signed.searchParams.set('expires', expires)
      signed.searchParams.set('signature', signature(signed.pathname, expires))
      return signed.href
    },
    refuse({ pathname, searchParams }, now) {
      const expires = searchParams.get('expires') ?? ''
      if (searchParams.get('signature') !== signature(pathname, expires))
        return 'This is not a link that the mock gave out: its query must stay as it is.'
      if (now < Number(expires)) return undefined
      return `The link expired at ${new Date(Number(expires)).toISOString()}. Ask download-url for a new one.`
    },
  }
}
