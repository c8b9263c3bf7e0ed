import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { readRange } from './range.ts'
import type { Reply } from './reply.ts'

/** A file held in memory. */
export interface StoredFile {
  bytes: Uint8Array
  type: string
  etag: string
}

export function storedFile(bytes: Uint8Array, type: string): StoredFile {
  return { bytes, type, etag: `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"` }
}

/** Serves a file whole, in part (`Range`, `If-Range`) or not again (`If-None-Match`). */
export function fileReply(file: StoredFile, request: IncomingHttpHeaders): Reply {
  const headers = { etag: file.etag, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=0' }
  const known = request['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known?.some((tag) => tag === '*' || tag === file.etag)) return { status: 304, headers, body: '' }

  const size = file.bytes.length
  const condition = request['if-range']
  const range = condition === undefined || condition === file.etag ? readRange(request.range, size) : 'whole'
  const typed = { ...headers, 'content-type': file.type, 'x-content-type-options': 'nosniff' }
  if (range === 'whole') return { status: 200, headers: typed, body: file.bytes }
  if (range === 'unsatisfiable')
    return { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` }, body: '' }
  return {
    status: 206,
    headers: { ...typed, 'content-range': `bytes ${range.first}-${range.last}/${size}` },
    body: file.bytes.subarray(range.first, range.last + 1),
  }
}
