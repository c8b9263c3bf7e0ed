import { type FileHandle, open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { refuse } from '../../../../../server/answer.ts'
import { clipFile, isKey } from '../../../../../server/data.ts'

/** The file of a clip. In parts where it is asked for them: players seek so, and some play nothing otherwise. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ key: string }> },
): Promise<Response> {
  const { key } = await params
  const file = isKey(key) ? await open(clipFile(key)).catch(() => undefined) : undefined
  if (!file) return refuse(404, 'This server has no such clip.')
  const { size } = await file.stat()
  const headers = {
    'accept-ranges': 'bytes',
    'cache-control': 'private, max-age=31536000, immutable',
    'content-type': 'video/mp4',
  }
  const range = readRange(request.headers.get('range'), size)
  if (!range)
    return new Response(read(file, 0, size), { headers: { ...headers, 'content-length': `${size}` } })
  const { start, end } = range
  if (start >= end) {
    await file.close()
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  }
  return new Response(read(file, start, end), {
    status: 206,
    headers: {
      ...headers,
      'content-length': `${end - start}`,
      'content-range': `bytes ${start}-${end - 1}/${size}`,
    },
  })
}

/** Reads on in the file that was opened, also when the same clip is saved once more meanwhile. Closes it at the end. */
function read(file: FileHandle, start: number, end: number): ReadableStream {
  return Readable.toWeb(file.createReadStream({ start, end: end - 1 })) as ReadableStream
}

/** One range of bytes, its end not included. Of any other form the whole file is the right answer. */
function readRange(header: string | null, size: number): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first) return { start: Number(first), end: Math.min(last ? Number(last) + 1 : size, size) }
  return last ? { start: Math.max(size - Number(last), 0), end: size } : undefined
}
