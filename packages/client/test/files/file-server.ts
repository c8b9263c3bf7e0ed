import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** How a file server answers one request. Left out, it behaves as a good one does. */
export interface Turn {
  /** What it has, from this turn on. */
  file?: Uint8Array
  /** Its validators, from this turn on; `null` for none. */
  etag?: string | null
  lastModified?: string | null
  /** Sends the whole file, whatever part was asked for. */
  ignoresRange?: true
  /** Takes a range to be about its file, whatever the condition says. */
  ignoresIfRange?: true
  /** Sends no more than so many bytes of what it announced, then closes the connection. */
  cutsAfter?: number
  /** Sends no more than so many bytes of what it announced, and keeps the connection. */
  stallsAfter?: number
  /** Sends no more than so many bytes of a range, and says so. */
  longestRange?: number
  /** Announces no length. */
  chunked?: true
  /** Instead of all that. */
  answer?: (request: IncomingMessage, response: ServerResponse) => void
  /** Headers that take the place of its own. */
  headers?: Record<string, string>
}

/** What was asked for, in the order of the requests: the range, and its condition. */
export interface Asked {
  readonly path: string
  readonly range: string | undefined
  readonly ifRange: string | undefined
  readonly headers: IncomingMessage['headers']
}

/** A real server of one file, which answers as its turns say; the last one is repeated. */
export class FileServer {
  readonly asked: Asked[] = []
  readonly #server: Server
  readonly #turns: Turn[]
  #listeners: (() => void)[] = []
  #file: Uint8Array
  #etag: string | null = '"one"'
  #lastModified: string | null = null

  constructor(file: Uint8Array, turns: Turn[]) {
    this.#file = file
    this.#turns = turns
    this.#server = createServer((request, response) => this.#answer(request, response))
  }

  static async start(file: Uint8Array, ...turns: Turn[]): Promise<FileServer> {
    const server = new FileServer(file, turns)
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => server.stop())
    return server
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get url(): string {
    return `${this.origin}/clip.mp4?signature=secret`
  }

  get ranges(): (string | undefined)[] {
    return this.asked.map(({ range }) => range)
  }

  /** Resolves when so many requests came. */
  async requests(count: number): Promise<void> {
    while (this.asked.length < count) await new Promise<void>((resolve) => this.#listeners.push(resolve))
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { url: path = '', headers } = request
    const { range, 'if-range': ifRange } = headers as Record<string, string | undefined>
    this.asked.push({ path, range, ifRange, headers })
    for (const listener of this.#listeners.splice(0)) listener()
    const turn = (this.#turns.length > 1 ? this.#turns.shift() : this.#turns[0]) ?? {}
    if (turn.file) this.#file = turn.file
    if (turn.etag !== undefined) this.#etag = turn.etag
    if (turn.lastModified !== undefined) this.#lastModified = turn.lastModified
    if (turn.answer) return turn.answer(request, response)

    const size = this.#file.length
    response.setHeader('content-type', 'video/mp4')
    if (this.#etag) response.setHeader('etag', this.#etag)
    if (this.#lastModified) response.setHeader('last-modified', this.#lastModified)
    const isSame =
      ifRange === undefined || turn.ignoresIfRange || [this.#etag, this.#lastModified].includes(ifRange)
    const from = turn.ignoresRange || !isSame ? undefined : Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1])
    if (from !== undefined && from >= size) {
      response.writeHead(416, { 'content-range': `bytes */${size}`, ...turn.headers }).end()
      return
    }
    const isRange = from !== undefined && !Number.isNaN(from)
    const until = isRange ? Math.min(size, from + (turn.longestRange ?? Infinity)) : size
    const bytes = this.#file.subarray(isRange ? from : 0, until)
    if (isRange) response.setHeader('content-range', `bytes ${from}-${until - 1}/${size}`)
    if (!turn.chunked) response.setHeader('content-length', bytes.length)
    response.writeHead(isRange ? 206 : 200, turn.headers)
    const most = turn.cutsAfter ?? turn.stallsAfter
    if (most === undefined) return void response.end(bytes)
    response.write(bytes.subarray(0, most), () => {
      // The bytes have left this process; a reset at once might take them back.
      if (turn.cutsAfter !== undefined) response.socket?.destroySoon()
    })
  }
}

/** An MP4 by its boxes, with bytes that differ everywhere. */
export function clipOf(size: number, seed = 1): Buffer {
  const clip = Buffer.alloc(size)
  let state = seed
  for (let at = 0; at < size; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0
    clip[at] = state >> 16
  }
  clip.write('\0\0\0\x18ftypmp42', 'latin1')
  clip.write('\0\0\0\x08moov\0\0\0\0mdat', 24, 'latin1')
  clip.writeUInt32BE(size - 32, 32)
  return clip
}
