import * as fc from 'fast-check'
import { createServer, type Server, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'

/** How a server sends a file once: which of two, how its end is announced, and after which share of it the connection ends. */
export interface CutAnswer {
  readonly version: 0 | 1
  readonly framing: 'none' | 'chunks' | 'length'
  readonly isPacked: boolean
  /** In thousandths of the body; `null` for all of it. */
  readonly cutAfter: number | null
  readonly isReset: boolean
  readonly validator: 'strong' | 'weak' | 'date' | 'none'
  /** What it makes of a range that is asked for on a condition. */
  readonly ranges: 'right' | 'whatever the condition' | 'none'
  /** To which request for nothing else it tells the size. */
  readonly tellsSizeTo: 'GET' | 'HEAD' | 'nobody'
}

export const cutAnswer: fc.Arbitrary<CutAnswer> = fc.record({
  version: fc.constantFrom<0 | 1>(0, 0, 0, 1),
  framing: fc.constantFrom('none', 'none', 'chunks', 'length'),
  isPacked: fc.constantFrom(false, false, false, true),
  cutAfter: fc.oneof(
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: fc.nat({ max: 1_000 }) },
  ),
  isReset: fc.boolean(),
  validator: fc.constantFrom('strong', 'strong', 'weak', 'date', 'none'),
  ranges: fc.constantFrom('right', 'whatever the condition', 'none'),
  tellsSizeTo: fc.constantFrom('GET', 'HEAD', 'nobody'),
})

const healthy: CutAnswer = {
  version: 0,
  framing: 'length',
  isPacked: false,
  cutAfter: null,
  isReset: false,
  validator: 'strong',
  ranges: 'right',
  tellsSizeTo: 'GET',
}

/** A server below HTTP, which answers what it was told to, then as a good one. */
export class CutServer {
  files: readonly Buffer[] = []
  answers: CutAnswer[] = []
  /** Called when a request has come, before it is answered. */
  onRequest: () => void = () => {}
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #last = healthy

  constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket)
      let head = ''
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
      socket.on('data', (bytes) => {
        head += bytes.toString('latin1')
        if (head.endsWith('\r\n\r\n')) this.#answer(head, socket)
      })
    })
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve))
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}/clip`
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #answer(head: string, socket: Socket): void {
    this.onRequest()
    const field = (name: string): string | undefined => new RegExp(`^${name}: (.*)\r$`, 'im').exec(head)?.[1]
    const isLook = head.startsWith('HEAD') || field('range') === 'bytes=0-0'
    if (!isLook) this.#last = this.answers.shift() ?? healthy
    const { version, framing, cutAfter, isReset, validator, ranges, tellsSizeTo, isPacked } = this.#last
    const file = this.files[version]!
    const validators = {
      strong: `etag: "v${version}"\r\n`,
      weak: 'etag: W/"v"\r\n',
      date: `last-modified: Sun, 22 Nov 2026 08:00:0${version} GMT\r\ndate: Mon, 30 Nov 2026 08:00:00 GMT\r\n`,
      none: '',
    }[validator]
    if (isLook) {
      const length =
        tellsSizeTo === 'HEAD' && head.startsWith('HEAD') ? `content-length: ${file.length}\r\n` : ''
      const isRange = tellsSizeTo === 'GET' && !head.startsWith('HEAD')
      const range = `206 Partial\r\ncontent-range: bytes 0-0/${file.length}\r\ncontent-length: 1`
      return void socket.end(
        `HTTP/1.1 ${isRange ? range : '200 OK'}\r\n${validators}${length}\r\n${isRange ? '.' : ''}`,
      )
    }
    const isSame = [...validators.matchAll(/: (.*)\r\n/g)].some(([, value]) => value === field('if-range'))
    const from = Number(/^bytes=(\d+)-$/.exec(field('range') ?? '')?.[1] ?? 0)
    const isRange = from > 0 && ranges !== 'none' && (isSame || ranges !== 'right')
    if (isRange && from >= file.length) {
      const size = `content-range: bytes */${file.length}\r\ncontent-length: 0\r\n`
      return void socket.end(`HTTP/1.1 416 No\r\n${validators}${size}\r\n`)
    }
    const isZipped = isPacked && !isRange
    const plain = isRange ? file.subarray(from) : file
    const body = isZipped ? gzipSync(plain) : plain
    const end = cutAfter === null ? body.length : Math.floor((body.length * cutAfter) / 1_000)
    const headers = [
      isRange ? `206 Partial\r\ncontent-range: bytes ${from}-${file.length - 1}/${file.length}` : '200 OK',
      ...(framing === 'chunks' ? ['transfer-encoding: chunked'] : []),
      ...(framing === 'length' ? [`content-length: ${body.length}`] : []),
      ...(isZipped ? ['content-encoding: gzip'] : []),
      'connection: close',
    ]
    socket.write(`HTTP/1.1 ${headers.join('\r\n')}\r\n${validators}\r\n`)
    const sent = body.subarray(0, end)
    const close = (): void => void (isReset && end < body.length ? socket.resetAndDestroy() : socket.end())
    if (framing !== 'chunks' || !sent.length) return void socket.write(sent, close)
    socket.write(`${sent.length.toString(16)}\r\n`)
    socket.write(sent)
    socket.write(end === body.length ? '\r\n0\r\n\r\n' : '\r\n', close)
  }
}
