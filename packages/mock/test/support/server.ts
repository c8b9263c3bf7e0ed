import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createRawServer, type Server, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

/** The URL of a local HTTP server that lives as long as the test. */
export function useServer(answer: RequestListener): Promise<string> {
  return urlOf(createServer(answer))
}

/** The URL of a local server that sees bytes, not requests. */
export function useRawServer(answer: (socket: Socket) => void): Promise<string> {
  return urlOf(
    createRawServer((socket) => {
      socket.on('error', () => {})
      answer(socket)
    }),
  )
}

async function urlOf(server: Server): Promise<string> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => open.add(socket))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${address instanceof Object ? address.port : 0}`
}
