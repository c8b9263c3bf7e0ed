import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApikley } from '@apikley/client'
import { nodeHandler, sqliteLedger } from '@apikley/client/node'
import { type Mock, startMock } from '@apikley/mock'
import { buildChildren, type Children } from './run-child.ts'

const clip = new URL('../../../mock/media/16x9-5s.mp4', import.meta.url)

/** A mock, and a server for the callbacks of many clients, each with a ledger of its own. */
export interface Stage extends AsyncDisposable {
  readonly mock: Mock
  readonly children: Children
  /** What every clip's file holds. */
  readonly clip: Buffer
  /** A new place to run in. */
  enter(options: { callbacks: boolean }): Promise<Place>
}

/** Where one clip is made, by one process after the other. */
export interface Place extends AsyncDisposable {
  /** The client key. */
  readonly key: string
  readonly ledger: string
  readonly saveTo: string
  /** Where callbacks are taken, by this process, into the same ledger. */
  readonly callbackUrl: string | undefined
  /** How often the account was charged for it. */
  charges(): number
  /** What is where the file should be. */
  file(): Promise<Buffer | undefined>
}

export async function openStage(): Promise<Stage> {
  // Long enough that a first look comes too early.
  const mock = await startMock({ taskMs: 500, credits: 1e9 })
  const root = await mkdtemp(join(tmpdir(), 'apikley-crash-'))
  const children = await buildChildren(root)
  const handlers = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>()
  const server = createServer((request, response) => {
    const handler = handlers.get(request.url?.split('?')[0] ?? '')
    if (handler) handler(request, response)
    else response.writeHead(404).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  let places = 0

  return {
    mock,
    children,
    clip: await readFile(clip),
    async enter({ callbacks }) {
      const key = `clip-${(places += 1)}`
      const home = join(root, key)
      const ledger = sqliteLedger(join(home, 'ledger.db'))
      if (callbacks) {
        const options = { apiKey: 'fake-key-0000', baseUrl: mock.url, ledger }
        handlers.set(`/${key}`, nodeHandler(createApikley(options).callbacks.handler()))
      }
      const saveTo = join(home, 'out', 'clip.mp4')
      return {
        key,
        ledger: join(home, 'ledger.db'),
        saveTo,
        callbackUrl: callbacks ? `http://127.0.0.1:${port}/${key}` : undefined,
        charges: () => mock.tasks().filter(({ input }) => input['prompt'] === key).length,
        file: () => readFile(saveTo).catch(() => undefined),
        [Symbol.asyncDispose]: async () => {
          handlers.delete(`/${key}`)
          await ledger.close()
        },
      }
    },
    async [Symbol.asyncDispose]() {
      await children[Symbol.asyncDispose]()
      server.closeAllConnections()
      server.close()
      await mock.close()
      await rm(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
