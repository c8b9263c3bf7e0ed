import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

interface Envelope {
  readonly code: number
  readonly msg?: string
  readonly data?: unknown
  readonly success?: boolean
}

/** An envelope that is answered when somebody says so. */
type Held = Promise<Envelope>

/** What a scripted server does with one request. A plain object is an envelope, sent as JSON with HTTP 200. */
export type Reply =
  | Envelope
  | { status?: number; headers?: Record<string, string>; body?: string | Uint8Array }
  /** The connection is reset, without an answer. */
  | 'reset'
  /** The request is read, and never answered. */
  | 'hang'
  /** The answer begins, and the connection is reset in the middle. */
  | 'cut'
  /** The answer begins, and nothing more comes. */
  | 'stall'

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A real HTTP server that answers from a script, and remembers what it was asked. */
export class ScriptedServer implements AsyncDisposable {
  readonly received: Received[] = []
  readonly #server: Server
  readonly #script: Record<string, (Reply | Held)[]> = {}
  readonly #listeners = new Set<() => void>()

  constructor() {
    this.#server = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const { method = '', url = '', headers } = request
        this.received.push({ method, url, headers, body: Buffer.concat(parts) })
        for (const listener of this.#listeners) listener()
        const reply = this.#next(url)
        if (reply === 'hang') return
        if (reply instanceof Promise) {
          void reply.then((envelope) => response.end(JSON.stringify(envelope)))
        } else if (reply === 'reset') {
          response.destroy()
        } else if (reply === 'cut' || reply === 'stall') {
          response.writeHead(200, { 'content-length': '1000' })
          response.write('{"code":200,', () => (reply === 'cut' ? response.destroy() : undefined))
        } else if ('code' in reply) {
          response.setHeader('content-type', 'application/json')
          response.end(JSON.stringify(reply))
        } else {
          response.writeHead(reply.status ?? 200, reply.headers)
          response.end(reply.body)
        }
      })
    })
  }

  static async start(): Promise<ScriptedServer> {
    const server = new ScriptedServer()
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get url(): string {
    const address = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${address.port}`
  }

  /** Sets the replies for the paths that end in a name, in order; the last one is repeated. */
  on(name: string, ...replies: Reply[]): this {
    this.#script[name] = replies
    return this
  }

  /** Answers a path that ends in a name when it is told to. */
  hold(name: string): (answer: Envelope) => void {
    const { promise, resolve } = Promise.withResolvers<Envelope>()
    this.#script[name] = [promise]
    return resolve
  }

  /** The requests so far to the paths that end in a name. */
  to(name: string): Received[] {
    return this.received.filter(({ url }) => pathOf(url).endsWith(name))
  }

  /** Resolves when a request to such a path has been read. */
  async arrival(name: string): Promise<void> {
    while (this.to(name).length === 0) {
      await new Promise<void>((resolve) => {
        const listener = (): void => {
          this.#listeners.delete(listener)
          resolve()
        }
        this.#listeners.add(listener)
      })
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #next(url: string): Reply | Held {
    const name = Object.keys(this.#script).find((one) => pathOf(url).endsWith(one))
    const replies = name === undefined ? [] : (this.#script[name] ?? [])
    return (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 599, body: `no reply for ${url}` }
  }
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? ''
}
