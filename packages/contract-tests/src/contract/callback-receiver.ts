import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { AddressInfo } from 'node:net'

/** A local address for callbacks. */
export interface CallbackReceiver extends AsyncDisposable {
  url: string
  /** The body of the next callback. */
  next(): Promise<unknown>
}

export async function startCallbackReceiver(): Promise<CallbackReceiver> {
  const waiting: ((body: unknown) => void)[] = []
  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await json(request)
    response.end()
    waiting.shift()?.(body)
  }
  const server = createServer((request, response) => void receive(request, response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    next: () => new Promise((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
