import type { DownloadAnswer } from '../request/download-answer.ts'
import type { SinkInfo } from '../sink/sink.ts'

/** What a server says of the file that it sends, as far as it tells whether a later answer is about the same file. */
export interface Representation {
  readonly etag: string | null
  readonly lastModified: string | null
  /** When the server answered, by its own clock. */
  readonly date: string | null
  /** The size of the whole file. Absent where the server does not tell, or where it packs the file on the way. */
  readonly total: number | undefined
  readonly contentType: string | undefined
  /** Unpacked on the way here, so positions in it are not those that the server counts. */
  readonly isPacked: boolean
}

/** A part of a file that is sent: its first byte, the byte after its last, and the size of the whole if it is told. */
export interface ContentRange {
  readonly from: number
  readonly until: number
  readonly total: number | undefined
}

export function readRepresentation({ headers }: DownloadAnswer, range?: ContentRange): Representation {
  const isPacked = (headers.get('content-encoding') ?? 'identity') !== 'identity'
  const length = isPacked ? undefined : readLength(headers.get('content-length'))
  return {
    etag: headers.get('etag'),
    lastModified: headers.get('last-modified'),
    date: headers.get('date'),
    total: range ? range.total : length,
    contentType: headers.get('content-type') ?? undefined,
    isPacked,
  }
}

export function infoOf({ total, contentType }: Representation): SinkInfo {
  return { ...(total !== undefined && { bytes: total }), ...(contentType && { contentType }) }
}

/** The Content-Range of a 206; nothing if it has none that can be used. */
export function readContentRange({ headers }: DownloadAnswer): ContentRange | undefined {
  const found = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '')
  if (!found) return undefined
  const [, first, last, total] = found
  const range = { from: Number(first), until: Number(last) + 1, total: readLength(total) }
  return range.from < range.until && range.until <= (range.total ?? Infinity) ? range : undefined
}

/** The size of the whole file that a 416 tells. */
export function readUnsatisfied({ headers }: DownloadAnswer): number | undefined {
  return readLength(/^bytes \*\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1])
}

/** What asks for the rest of a file, or for all of it if that changed. Nothing if no answer could show that it did not. */
export function rangeHeaders(known: Representation, at: number): Record<string, string> | undefined {
  const validator = known.isPacked ? undefined : strongValidator(known)
  return validator === undefined ? undefined : { range: `bytes=${at}-`, 'if-range': validator }
}

/** Whether two answers are certainly about different files. */
export function differs(one: Representation, other: Representation): boolean {
  const says = (name: 'etag' | 'lastModified' | 'total'): boolean =>
    (one[name] ?? other[name]) !== (other[name] ?? one[name])
  return one.isPacked !== other.isPacked || says('etag') || says('lastModified') || says('total')
}

/** Whether two answers are about the same bytes: both say so by the same strong validator, and nothing contradicts it. */
export function isSame(one: Representation, other: Representation): boolean {
  const validator = strongValidator(one)
  return validator !== undefined && validator === strongValidator(other) && !differs(one, other)
}

/** How long a file must have been as it is for its date to tell it from every other one: dates have seconds, and clocks differ. */
const settledMs = 60_000

/**
 * What stands for exactly these bytes (RFC 9110, 8.8.1 and 8.8.2.2): an ETag that is not weak; without any, a date that
 * is well past by the clock of the server itself.
 */
function strongValidator({ etag, lastModified, date }: Representation): string | undefined {
  if (etag !== null) return /^"[^"]+"$/.test(etag) ? etag : undefined
  const isSettled = Date.parse(date ?? '') - Date.parse(lastModified ?? '') >= settledMs
  return isSettled ? (lastModified ?? undefined) : undefined
}

function readLength(text: string | null | undefined): number | undefined {
  return text && /^\d+$/.test(text) ? Number(text) : undefined
}
