import * as fc from 'fast-check'
import { key } from '../set-up.ts'
import { type Edit, edit, edited } from './edits.ts'

/** An answer as it comes, or does not. */
export interface Answer {
  /** What it would be if nothing were wrong with it. */
  readonly document: unknown
  readonly edits: readonly Edit[]
  readonly spoiled: { readonly how: TextSpoiler; readonly at: number } | null
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly way: Way
  /** How much of it comes, if not all does. */
  readonly share: number
}

type TextSpoiler =
  | 'cut'
  | 'flip'
  | 'mark'
  | 'again'
  | 'before'
  | 'bytes'
  | 'page'
  | 'empty'
  | 'blank'
  | 'bare'

/**
 * How an answer comes: whole, in pieces, late, broken off, standing still for ever (with an engine that hears its
 * signal, or one that does not), or `fetch` fails before it.
 */
export type Way = 'whole' | 'pieces' | 'late' | 'breaks' | 'stalls' | 'deaf' | Failure

type Failure = (typeof errorCodes)[number] | (typeof otherFailures)[number]

const errorCodes = ['ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED', 'ECONNRESET', 'UND_ERR_SOCKET'] as const
const otherFailures = [
  'never answers',
  'bare',
  'with the key',
  'AbortError',
  'a text',
  'nothing',
  'a loop',
  'throws at once',
  'no answer',
] as const

const refused = (code: string): Error => Object.assign(new Error(`no: ${code}`), { code })
const failed = (cause?: unknown): Error => new TypeError('fetch failed', { cause })

/** What `fetch` throws, as a way of its own each. */
export const failures: Record<Failure, () => Promise<Response>> = {
  'never answers': () => new Promise<never>(() => {}),
  ECONNREFUSED: () => Promise.reject(failed(refused('ECONNREFUSED'))),
  ENOTFOUND: () => Promise.reject(failed(refused('ENOTFOUND'))),
  CERT_HAS_EXPIRED: () => Promise.reject(failed(refused('CERT_HAS_EXPIRED'))),
  ECONNRESET: () => Promise.reject(failed(refused('ECONNRESET'))),
  UND_ERR_SOCKET: () => Promise.reject(failed(refused('UND_ERR_SOCKET'))),
  bare: () => Promise.reject(new TypeError('Failed to fetch')),
  'with the key': () => Promise.reject(Object.assign(failed(), { authorization: `Bearer ${key}` })),
  AbortError: () => Promise.reject(new DOMException('aborted by itself', 'AbortError')),
  'a text': () => Promise.reject('a text'),
  nothing: () => Promise.reject(undefined),
  'a loop': () => {
    const error = new Error('I am my own cause')
    return Promise.reject(Object.assign(error, { cause: error }))
  },
  'throws at once': () => {
    throw failed()
  },
  'no answer': () => Promise.resolve(undefined as never),
}

const statuses = [
  0, 100, 199, 201, 202, 204, 206, 301, 304, 307, 400, 401, 402, 403, 404, 408, 409, 410, 413, 416,
]
const errorStatuses = [418, 422, 425, 429, 433, 451, 455, 499, 500, 501, 502, 503, 504, 505, 520, 599, 999]

const delays = [
  '-5',
  '0',
  '1',
  '1.5',
  '1e400',
  '-1e400',
  'NaN',
  'Infinity',
  '',
  ' ',
  'soon',
  '0x10',
  '1, 2',
  '99999999999',
]
const dates = [
  'Fri, 31 Dec 9999 23:59:59 GMT',
  'Thu, 01 Jan 1970 00:00:00 GMT',
  'Mon, 99 Foo 2026',
  '2027-01-15',
]
const types = [
  'text/html',
  'application/json',
  'application/octet-stream',
  'a'.repeat(200),
  'multipart/mixed',
  '',
]

const headers = fc.record(
  {
    'retry-after': fc.constantFrom(...delays, ...dates),
    'content-type': fc.constantFrom(...types),
    'content-length': fc.constantFrom('0', '-1', '1e9', '99999999999999999999', 'x'),
    'content-encoding': fc.constantFrom('gzip', 'none'),
    location: fc.constantFrom('https://other.example.com/', '/'),
  },
  { requiredKeys: [] },
)

/** All ways in which nothing comes. */
export const ways = Object.keys(failures) as Way[]

const spoiler = fc.record({
  how: fc.constantFrom(
    'cut',
    'flip',
    'flip',
    'mark',
    'again',
    'before',
    'bytes',
    'page',
    'empty',
    'blank',
    'bare',
  ),
  at: fc.nat({ max: 10_000 }),
})

/** Answers that are spoiled in all the ways above, most of them in one, so that the rest of them still counts. */
export function answerOf(documents: readonly unknown[]): fc.Arbitrary<Answer> {
  return fc.record({
    document: fc.constantFrom(...documents),
    edits: fc.oneof(
      { weight: 4, arbitrary: fc.array(edit, { minLength: 1, maxLength: 2 }) },
      { weight: 1, arbitrary: fc.constant<Edit[]>([]) },
    ),
    spoiled: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: spoiler }),
    status: fc.oneof(
      { weight: 12, arbitrary: fc.constant(200) },
      { weight: 1, arbitrary: fc.constantFrom(...statuses) },
      { weight: 1, arbitrary: fc.constantFrom(...errorStatuses) },
    ),
    headers: fc.oneof({ weight: 5, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: headers }),
    way: fc.oneof(
      { weight: 40, arbitrary: fc.constant<Way>('whole') },
      { weight: 5, arbitrary: fc.constantFrom<Way>('pieces', 'late', 'breaks', 'stalls', 'deaf') },
      { weight: 3, arbitrary: fc.constantFrom<Way>(...ways) },
    ),
    share: fc.nat({ max: 100 }),
  })
}

/** An answer with which nothing is wrong. */
export function plain(document: unknown): Answer {
  return { document, edits: [], spoiled: null, status: 200, headers: {}, way: 'whole', share: 100 }
}

export function isMutated({ edits, spoiled, status, headers: given, way }: Answer): boolean {
  return edits.length > 0 || !!spoiled || status !== 200 || Object.keys(given).length > 0 || way !== 'whole'
}

/** Whether an answer with such a status can have a body. */
export function hasBody(status: number): boolean {
  return status > 199 && ![204, 205, 304].includes(status)
}

/** How long it takes until it begins. */
export function lateMs({ way, share }: Answer): number {
  return way === 'late' ? share * 1_000 + 500 : 0
}

/** Its body, if it came whole. */
export function bytesOf({ document, edits, spoiled }: Answer): Uint8Array {
  const text = edited(document, edits)
  const bytes = new TextEncoder().encode(text)
  if (!spoiled) return bytes
  const { how, at } = spoiled
  const place = at % (bytes.length || 1)
  const texts = {
    mark: `\uFEFF${text}`,
    again: text + text,
    before: `)]}',\n${text}`,
    page: `<!doctype html><html><body>Bearer ${key}</body></html>`,
    empty: '',
    blank: ' \n ',
    bare: ['null', '200', '"200"', '[]', 'true'][at % 5]!,
  }
  if (how === 'cut') return bytes.subarray(0, place)
  if (how === 'flip') return bytes.map((byte, index) => (index === place ? byte ^ (1 << (at % 8)) : byte))
  if (how === 'bytes') return bytes.map((byte, index) => (index % 7 === place % 7 ? 0x80 | byte : byte))
  return new TextEncoder().encode(texts[how])
}
