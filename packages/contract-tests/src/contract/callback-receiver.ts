import { once } from 'node:events'
import { createServer } from 'node:http'
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
  const server = createServer((request, response) => {
    void json(request).then((body) => {
      response.end()
      waiting.shift()?.(body)
    })
  }).listen(0, '127.0.0.1')
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
