import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What lies between a program and its database: an address that moves, a network that breaks. */
export interface Proxy {
  readonly url: string
  /** New connections lead to another server from now on. */
  leadTo(url: string): void
  /** Breaks the connection that next sends a statement with this text, once its answer has come, which it never sees. */
  loseAnswerTo(text: string): void
  /** Nothing gets through any more, and nothing breaks. */
  hang(): void
  /** How many connections have lost an answer. */
  readonly lost: number
  close(): void
}

/** Comes once the transaction of a statement is over: its type, its length, and that there is no further transaction. */
const readyForQuery = Buffer.from('Z\0\0\0\x05I')

export async function startProxy(to: string): Promise<Proxy> {
  let target = new URL(to)
  let awaited: string | undefined
  let hangs = false
  let lost = 0
  const sockets = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    }
    let isDoomed = false
    client.on('data', (data) => {
      if (hangs) return
      if (awaited !== undefined && data.includes(awaited)) {
        awaited = undefined
        isDoomed = true
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (hangs) return
      if (!isDoomed) client.write(data)
      else if (data.includes(readyForQuery)) {
        lost += 1
        client.destroy()
        upstream.destroy()
      }
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = new URL(to)
  url.port = `${(server.address() as AddressInfo).port}`
  return {
    url: url.href,
    leadTo: (next) => void (target = new URL(next)),
    loseAnswerTo: (text) => void (awaited = text),
    hang: () => void (hangs = true),
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
    get lost() {
      return lost
    },
  }
}
