import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'

// Sends clips of so many bytes, made while they are sent: a beginning that is an MP4's, then always the same bytes.
const size = Number(process.argv[2])
const block = Buffer.alloc(65_536, 'clip')
const first = Buffer.from(block)
first.write('\0\0\0\x18ftypmp42', 'latin1')

function* clip(): Generator<Buffer> {
  for (let at = 0; at < size; at += block.length)
    yield (at === 0 ? first : block).subarray(0, Math.min(block.length, size - at))
}

const server = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': size, etag: '"clip"' })
  Readable.from(clip(), { objectMode: false }).pipe(response)
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.once('disconnect', () => process.exit())
