import { existsSync, openAsBlob } from 'node:fs'
import { refuse } from '../../../../../server/answer.ts'
import { clipFile, isKey } from '../../../../../server/data.ts'

/** The file of a clip. In parts where it is asked for them: players seek so, and some play nothing otherwise. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ key: string }> },
): Promise<Response> {
  const { key } = await params
  if (!isKey(key) || !existsSync(clipFile(key))) return refuse(404, 'This server has no such clip.')
  const file = await openAsBlob(clipFile(key), { type: 'video/mp4' })
  const headers = { 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=31536000, immutable' }
  const range = readRange(request.headers.get('range'), file.size)
  if (!range) return new Response(file, { headers })
  const { start, end } = range
  if (start >= end) {
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${file.size}` } })
  }
  return new Response(file.slice(start, end, file.type), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end - 1}/${file.size}` },
  })
}

/** One range of bytes, its end not included. Of any other form the whole file is the right answer. */
function readRange(header: string | null, size: number): { start: number; end: number } | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? []
  if (first) return { start: Number(first), end: Math.min(last ? Number(last) + 1 : size, size) }
  return last ? { start: Math.max(size - Number(last), 0), end: size } : undefined
}
