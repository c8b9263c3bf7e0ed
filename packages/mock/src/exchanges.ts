import type { IncomingHttpHeaders } from 'node:http'

/** A request and its answer, as they are shown to who looks into them: as text, without the key. */
export interface Exchange {
  requestId: number
  request: { headers: Record<string, string>; body: string }
  answer: { status: number; headers: Record<string, string>; body: string }
}

/** What came over the wire. */
export interface Seen {
  requestId: number
  request: { headers: IncomingHttpHeaders; body: Uint8Array | undefined }
  answer: { status: number; headers: Record<string, string>; body: Uint8Array | string }
}

/** The requests of the last while with their answers. */
export interface Exchanges {
  keep(seen: Seen): void
  find(requestId: number): Exchange | undefined
  clear(): void
}

/** Of each body; what follows is left out. */
const longestBody = 64 * 1024

/** All together, in characters; the oldest go first. */
const mostKept = 4 * 1024 * 1024

export function createExchanges(): Exchanges {
  const kept = new Map<number, { exchange: Exchange; size: number }>()
  let size = 0
  const drop = (requestId: number) => {
    size -= kept.get(requestId)?.size ?? 0
    kept.delete(requestId)
  }
  return {
    keep(seen) {
      const exchange = exchangeOf(seen)
      const one = { exchange, size: JSON.stringify(exchange).length }
      kept.set(seen.requestId, one)
      size += one.size
      for (const oldest of kept.keys()) {
        if (size <= mostKept) break
        drop(oldest)
      }
    },
    find: (requestId) => kept.get(requestId)?.exchange,
    clear() {
      kept.clear()
      size = 0
    },
  }
}

function exchangeOf({ requestId, request, answer }: Seen): Exchange {
  const [, key = ''] = /^\S+ +(.+)$/.exec(request.headers.authorization ?? '') ?? []
  // A key of a few letters would be found in every other word.
  const hide = (text: string) => (key.length < 8 ? text : text.replaceAll(key, hidden))
  const headers = Object.entries(request.headers).map(([name, value]) => [
    name,
    secretHeaders.has(name) ? hidden : hide(String(value)),
  ])
  return {
    requestId,
    request: {
      headers: Object.fromEntries(headers),
      body: hide(textOf(request.body ?? '', request.headers['content-type'])),
    },
    answer: { ...answer, body: hide(textOf(answer.body, answer.headers['content-type'])) },
  }
}

const hidden = '(hidden)'
const secretHeaders = new Set(['authorization', 'proxy-authorization', 'cookie', 'x-api-key'])

function textOf(body: Uint8Array | string, type = 'application/json'): string {
  if (body.length === 0) return ''
  const size = typeof body === 'string' ? Buffer.byteLength(body) : body.length
  if (!/json|^text\/|urlencoded/i.test(type)) return `(${type.split(';', 1)[0]}, ${size} bytes)`
  const start = body.slice(0, longestBody)
  const text = typeof start === 'string' ? start : new TextDecoder().decode(start)
  return start.length < body.length ? `${text}… (${size} bytes)` : text
}
