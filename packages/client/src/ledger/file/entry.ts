import { crc32 } from 'node:zlib'
import type { Submission, SubmissionChange } from '../submission.ts'

/** What a line of the ledger says. */
export type Entry = EntryFacts &
  (
    | { readonly begin: Submission }
    | { readonly update: string; readonly change: SubmissionChange }
    /** Nothing after it counts: the file goes on in the next one, without what was finished before this time. */
    | { readonly seal: number }
  )

interface EntryFacts {
  /** By this its writer knows it again. Absent in what a compaction has kept. */
  readonly id?: string
  /** When it was written, in milliseconds since 1970. */
  readonly at: number
}

const version = 1
const head = /^\[(\d+),(\d+),"([0-9a-f]{8})",/
const startOfHead = /^\[(\d*|\d+,(\d*|\d+,("[0-9a-f]{0,7}|"[0-9a-f]{8}"?)?))$/

const checksum = (body: Uint8Array | string): string => crc32(body).toString(16).padStart(8, '0')

/** One line, without its end: `[version, bytes of the entry, checksum of the entry, entry]`. */
export function encodeEntry(entry: Entry): string {
  const body = JSON.stringify(entry)
  return `[${version},${Buffer.byteLength(body)},"${checksum(body)}",${body}]`
}

/**
 * The entry of a line, or `'torn'` for the beginning of one whose writer died before it was told that it had written.
 * Everything else is damage and throws: what stands in such a line may have been acknowledged.
 */
export function decodeEntry(line: Buffer): Entry | 'torn' {
  // After a power failure, zeros stand where the system had made room and not written yet.
  if (line.includes(0)) return 'torn'
  const text = line.toString()
  const found = head.exec(text)
  if (!found) {
    if (startOfHead.test(text)) return 'torn'
    throw new Error('it is not a line of a ledger')
  }
  const [start, format, bytes, sum] = found
  if (Number(format) !== version) {
    throw new Error(
      `its format is ${format}, known here is ${version}: a newer version of the client wrote it`,
    )
  }
  const end = start.length + Number(bytes)
  if (line.length <= end && !isWhole(text)) return 'torn'
  if (line.length !== end + 1 || checksum(line.subarray(start.length, end)) !== sum || !text.endsWith(']')) {
    throw new Error('it is damaged')
  }
  return JSON.parse(text.slice(start.length, -1)) as Entry
}

/** No beginning of a line is JSON by itself: one that is has lost its length, not its end. */
function isWhole(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
