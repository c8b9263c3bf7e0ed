import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A request that reached the receiver. */
export interface Received {
  method: string | undefined
  contentType: string | undefined
  body: unknown
}

/** A local server that takes callbacks and lives as long as the test. */
export async function useReceiver(
  status = 200,
): Promise<{ url: string; next(): Promise<Received>; count(): number }> {
  const waiting: ((received: Received) => void)[] = []
  const arrived: Received[] = []
  let count = 0
  const server = createServer((request: IncomingMessage, response) => {
    void json(request).then((body) => {
      const received = { method: request.method, contentType: request.headers['content-type'], body }
      count += 1
      const taker = waiting.shift()
      if (taker) taker(received)
      else arrived.push(received)
      return response.writeHead(status).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address instanceof Object ? address.port : 0
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${port}/hook?secret=fake-secret`,
    count: () => count,
    next: () => {
      const received = arrived.shift()
      return received ? Promise.resolve(received) : new Promise((resolve) => waiting.push(resolve))
    },
  }
}
