import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

/** A request that reached the receiver. */
export interface Received {
  method: string | undefined
  contentType: string | undefined
  /** The signature's headers, where there are any. */
  timestamp?: string
  signature?: string
  body: unknown
}

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** A local server that takes callbacks and lives as long as the test. Status 0 leaves the caller without an answer. */
export async function useReceiver(
  status: number | ((count: number) => number) = 200,
): Promise<{ url: string; next(): Promise<Received>; count(): number }> {
  const waiting: ((received: Received) => void)[] = []
  const arrived: Received[] = []
  let count = 0
  const server = createServer((request: IncomingMessage, response) => {
    void json(request).then((body) => {
      const timestamp = headerOf(request, 'x-webhook-timestamp')
      const signature = headerOf(request, 'x-webhook-signature')
      const received = {
        method: request.method,
        contentType: request.headers['content-type'],
        ...(timestamp !== undefined && { timestamp }),
        ...(signature !== undefined && { signature }),
        body,
      }
      count += 1
      const taker = waiting.shift()
      if (taker) taker(received)
      else arrived.push(received)
      const answer = typeof status === 'number' ? status : status(count)
      return answer === 0 ? undefined : response.writeHead(answer).end()
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
