import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import type { onTestFinished } from 'vitest'
import type { GenerateVideoWebhookFactory } from './sdk-types.ts'

type Webhook = Awaited<ReturnType<GenerateVideoWebhookFactory>>
type Received = Awaited<Webhook['received']>

/** A server as a program has one for webhooks: each call gets an address of its own, and is told of the first request to it. */
export interface Receiver {
  readonly webhook: GenerateVideoWebhookFactory
  /** The addresses that were given out. */
  readonly urls: readonly string[]
  /** The paths of all requests, with their queries. */
  readonly requests: readonly string[]
}

export async function startReceiver(onFinished: typeof onTestFinished): Promise<Receiver> {
  const urls: string[] = []
  const requests: string[] = []
  const waiting = new Map<string, (received: Received) => void>()
  const server: Server = createServer((request, response) => {
    void answer(request, response)
  })
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await json(request)
    const path = request.url ?? ''
    requests.push(path)
    waiting.get(path.split('?', 1)[0] ?? '')?.({
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: body as Received['body'],
    })
    response.end()
  }
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return {
    urls,
    requests,
    webhook: async () => {
      const path = `/hook/${urls.length + 1}`
      const url = `http://127.0.0.1:${port}${path}`
      urls.push(url)
      return { url, received: new Promise((resolve) => waiting.set(path, resolve)) }
    },
  }
}
