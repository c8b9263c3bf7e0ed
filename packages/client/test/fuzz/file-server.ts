import * as fc from 'fast-check'
import { failures, type Way, ways } from './answer.ts'
import { streamed, withStatus } from './serve.ts'
import type { VirtualClock } from './virtual-clock.ts'

/**
 * What a server of files does with one request. What it says of a file may be
 * wrong, but the bytes are those that it speaks of, and it calls no two files by the same strong validator.
 */
export interface FileAnswer {
  /** Which of two files is at the address by now. */
  readonly version: 0 | 1
  /** Nothing: what the request asks for. */
  readonly status: number | null
  readonly headers: Readonly<Record<string, string | null>>
  readonly way: Way
  readonly share: number
  /** It ends before its end, as if nothing were wrong; at most its announced length tells. */
  readonly isShort: boolean
}

/** Two clips: of different sizes, so that they can be told apart even without a validator. */
export const versions = [0, 1].map((version) => {
  const bytes = Uint8Array.from(
    { length: 2_000 + version },
    (_, at) => (at * 7 + version * 13 + (at >> 8)) % 256,
  )
  bytes.set(
    Buffer.from(
      `\0\0\0\x10ftypisom\0\0\0\0\0\0\0\x08moov\0\0\x07${String.fromCharCode(0xb8 + version)}mdat`,
      'latin1',
    ),
  )
  return bytes
}) as [Uint8Array, Uint8Array]

const lengths = [null, '0', '1', '-1', '1500', '3000', '9'.repeat(20), 'x', '1e3']
const ranges = [
  null,
  'bytes 0-<last>/<size>',
  'bytes 1000-<last>/<size>',
  'bytes 5-9/*',
  'bytes 9-5/<size>',
  'bytes */<size>',
  'bytes 0-0/1',
  'x',
]

const someHeaders = fc.record(
  {
    'content-length': fc.constantFrom(...lengths),
    'content-range': fc.constantFrom(...ranges),
    etag: fc.constantFrom(null, null, 'W/"weak"', ''),
    'last-modified': fc.constantFrom(null),
    date: fc.constantFrom('Thu, 01 Jan 1970 01:00:00 GMT'),
    'content-type': fc.constantFrom(null, 'text/html', 'application/json', 'application/octet-stream', 'x'),
    'content-encoding': fc.constantFrom('identity', 'gzip'),
    'accept-ranges': fc.constantFrom('none', 'bytes'),
    location: fc.constantFrom('/elsewhere.mp4', 'http://127.0.0.1/x', 'javascript:alert(1)', 'https://[', ''),
    'retry-after': fc.constantFrom('1', '1e400', 'Fri, 31 Dec 9999 23:59:59 GMT'),
  },
  { requiredKeys: [] },
)

const statuses = [0, 200, 200, 204, 206, 206, 302, 307, 400, 403, 404, 410, 416, 429, 500, 502, 503, 999]

export const fileAnswer: fc.Arbitrary<FileAnswer> = fc.record({
  version: fc.constantFrom<0 | 1>(0, 0, 0, 1),
  status: fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom(...statuses) },
  ),
  headers: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: someHeaders }),
  way: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Way>('whole') },
    { weight: 6, arbitrary: fc.constantFrom<Way>('breaks', 'breaks', 'breaks', 'pieces', 'stalls', 'deaf') },
    { weight: 1, arbitrary: fc.constantFrom(...ways) },
  ),
  share: fc.nat({ max: 100 }),
  isShort: fc.boolean(),
})

/** Answers a request for a file. */
export async function serveFile(
  { version, status, headers: given, way, share, isShort }: FileAnswer,
  clock: VirtualClock,
  init: RequestInit | undefined,
): Promise<Response> {
  if (way in failures) return failures[way as keyof typeof failures]()
  const asked = new Headers(init?.headers)
  const whole = versions[version]
  const etag = `"${version}"`
  const date = new Date(version * 1_000).toUTCString()
  const isSame = [null, etag, date].includes(asked.get('if-range'))
  const start = isSame ? Number(/^bytes=(\d+)-$/.exec(asked.get('range') ?? '')?.[1] ?? 0) : 0
  const usual = start >= whole.length ? 416 : start ? 206 : 200
  const answered = status ?? usual
  const said: Record<string, string | null> = {
    etag,
    'last-modified': date,
    'content-type': 'video/mp4',
    'content-length': String(whole.length - (answered === 206 ? start : 0)),
    'content-range': answered === 206 ? `bytes ${start}-${whole.length - 1}/${whole.length}` : null,
    ...(answered === 416 && { 'content-range': `bytes */${whole.length}`, 'content-length': '0' }),
    ...given,
  }
  const range = said['content-range']
    ?.replace('<last>', `${whole.length - 1}`)
    .replace('<size>', `${whole.length}`)
  const headers = Object.entries({ ...said, 'content-range': range ?? null }).filter(
    (header): header is [string, string] => header[1] !== null,
  )
  const [, from, to] = /^bytes (\d+)-(\d+)\//.exec(range ?? '') ?? []
  const slice = answered === 206 ? whole.slice(Number(from ?? start), Number(to ?? whole.length) + 1) : whole
  // A length that is wrong, or of another part, is none that a cut file could be told by.
  const isCut = isShort && !given['content-length'] && !given['content-range'] && !given['content-encoding']
  const sent = isCut ? slice.subarray(0, (slice.length * share) / 101) : slice
  const bytes = answered < 300 ? sent : new Uint8Array(20)
  const bare = [0, 204, 304].includes(answered)
  const body = bare ? null : streamed({ way, share }, bytes, clock, init?.signal)
  const isUsual = answered > 199 && answered < 600
  const response = new Response(body, { status: isUsual ? answered : 200, headers })
  return isUsual ? response : withStatus(response, answered)
}
