import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { onTestFinished } from 'vitest'
import { certificate, privateKey } from './localhost.ts'

/** A request as it arrived, whole. */
export interface Arrival {
  readonly head: string
  readonly body: string
  readonly socket: Socket
}

export interface RawServer {
  readonly url: string
  readonly port: number
  readonly arrivals: readonly Arrival[]
  /** How many connections were opened. */
  readonly connections: number
}

type Answer = string | Uint8Array | ((arrival: Arrival) => void)

interface ServerOptions {
  readonly tls?: boolean
  /** Serves only those that show the tests' certificate. */
  readonly asksForCertificate?: boolean
  /** What is done with a connection as soon as it is there; then nothing is read from it. */
  readonly onConnection?: (socket: Socket) => void
}

/** Below HTTP: counts the requests that arrive, and writes what it was told as it is. Closed after the test. */
export async function rawServer(answer: Answer, options: ServerOptions = {}): Promise<RawServer> {
  const arrivals: Arrival[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const serve = (socket: Socket): void => {
    connections++
    sockets.add(socket)
    socket.on('error', () => {})
    if (options.onConnection) return options.onConnection(socket)
    readRequests(socket, (arrival) => {
      arrivals.push(arrival)
      if (typeof answer === 'function') answer(arrival)
      else socket.write(answer)
    })
  }
  const server: Server = options.tls
    ? createTlsServer(
        {
          cert: certificate,
          key: privateKey,
          ...(options.asksForCertificate && { ca: certificate, requestCert: true, rejectUnauthorized: true }),
        },
        serve,
      ).on('tlsClientError', () => {})
    : createServer(serve)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const { port } = server.address() as { port: number }
  return {
    url: `${options.tls ? 'https://localhost' : 'http://127.0.0.1'}:${port}/`,
    port,
    arrivals,
    get connections() {
      return connections
    },
  }
}

function readRequests(socket: Socket, call: (arrival: Arrival) => void): void {
  let read = Buffer.alloc(0)
  socket.on('data', (bytes: Buffer) => {
    read = Buffer.concat([read, bytes])
    const end = read.indexOf('\r\n\r\n') + 4
    if (end < 4) return
    const head = read.toString('latin1', 0, end)
    const length = Number(/^content-length: *(\d+)/im.exec(head)?.[1] ?? 0)
    if (read.length < end + length) return
    const body = read.toString('utf8', end, end + length)
    read = read.subarray(end + length)
    call({ head, body, socket })
  })
}

/** An answer as it is written. */
export function answerOf(status: number, body: string | Uint8Array = '', headers = ''): Uint8Array {
  const bytes = Buffer.from(body)
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} X\r\ncontent-length: ${bytes.length}\r\n${headers}\r\n`),
    bytes,
  ])
}
