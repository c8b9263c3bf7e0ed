// Gets small answers that unpack to 300 megabytes, and prints how much memory each cost at most.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { constants, createBrotliCompress, createGzip } from 'node:zlib'
import type { Send } from '../../../../src/http/send/send.ts'
import { failureOf, paid, senders } from '../senders.ts'

const block = Buffer.alloc(1_000_000)

async function bombOf(pack: NodeJS.ReadWriteStream): Promise<Buffer> {
  const pieces: Buffer[] = []
  pack.on('data', (piece: Buffer) => pieces.push(piece))
  for (let blocks = 0; blocks < 300; blocks++) if (!pack.write(block)) await once(pack, 'drain')
  pack.end()
  await once(pack, 'end')
  return Buffer.concat(pieces)
}

async function costOf(send: Send, bomb: Buffer, encoding: string): Promise<[reason: string, bytes: number]> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-encoding': encoding, 'content-length': bomb.length }).end(bomb)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const before = process.memoryUsage().rss
  let most = before
  const onData = (): void => void (most = Math.max(most, process.memoryUsage().rss))
  const { port } = server.address() as { port: number }
  const { reason } = await failureOf(send, paid(`http://127.0.0.1:${port}/`), {
    maxBytes: 10_000_000,
    onData,
  })
  onData()
  server.close()
  return [reason, most - before]
}

for (const [encoding, pack] of [
  ['gzip', createGzip({ level: 9 })],
  ['br', createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
] as const) {
  const bomb = await bombOf(pack)
  for (const [name, send] of senders)
    console.log(JSON.stringify([`${name} ${encoding}`, ...(await costOf(send, bomb, encoding))]))
}
process.exit()
