import {
  type Apikley,
  type CallbackHandler,
  createApikley,
  type Ledger,
  memoryLedger,
  type Task,
} from '@apikley/client'
import { nodeHandler } from '@apikley/client/node'
import { type CallbackEvent, type Mock, startMock } from '@apikley/mock'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How long the mock's tasks take: longer than any test, so that they end when the test says so. */
export const taskMs = 60_000

const secret = 'fake-webhook-secret'

/** A program that takes callbacks at a real address, and the mock that sends them. */
export interface CallbackSite extends AsyncDisposable {
  readonly mock: Mock
  readonly apikley: Apikley<typeof kling>
  readonly ledger: Ledger
  /** What `onTask` was told. */
  readonly told: {
    readonly taskId: string
    readonly state: Task['state']
    readonly key: string | undefined
  }[]
  /** How many requests the mock has answered whose path ends so. */
  requests(operation: 'createTask' | 'recordInfo'): number
  /** The next attempt to deliver a callback that nobody has asked about yet. */
  delivery(): Promise<CallbackEvent>
}

/** `serving` makes the handler a listener of `node:http`. */
export async function startCallbackSite(
  serving: (handler: CallbackHandler) => RequestListener = nodeHandler,
): Promise<CallbackSite> {
  const deliveries: CallbackEvent[] = []
  const waiting: ((event: CallbackEvent) => void)[] = []
  const paths: string[] = []
  const mock = await startMock({
    taskMs,
    callbackSecret: secret,
    log: (event) => {
      if (event.type === 'request') paths.push(event.path.split('?', 1).join())
      if (event.type !== 'callback') return
      const taker = waiting.shift()
      if (taker) taker(event)
      else deliveries.push(event)
    },
  })
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook?shop=7`
  const ledger = memoryLedger()
  const apikley = createApikley({
    apiKey: 'fake-key-for-tests-0000',
    baseUrl: mock.url,
    models: [kling],
    ledger,
    callbacks: { url, secret },
  })
  const told: CallbackSite['told'] = []
  const handler = apikley.callbacks.handler({
    onTask: ({ taskId, state }, { key }) => told.push({ taskId, state, key }),
  })
  server.on('request', serving(handler))
  return {
    mock,
    apikley,
    ledger,
    told,
    requests: (operation) => paths.filter((path) => path.endsWith(operation)).length,
    delivery: async () => deliveries.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    async [Symbol.asyncDispose]() {
      await mock.close()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
