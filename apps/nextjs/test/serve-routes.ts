import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { nodeHandler } from '@apikley/client/node'
import { type Mock, startMock } from '@apikley/mock'
import { freePort } from '@apikley/repo-tools/free-port'
import { onTestFinished, vi } from 'vitest'
import { POST as callback } from '../src/app/api/apikley/callback/route.ts'
import { GET as clip } from '../src/app/api/videos/[key]/clip/route.ts'
import { GET as look } from '../src/app/api/videos/[key]/route.ts'
import { POST as start } from '../src/app/api/videos/route.ts'
import type { Clip, Trouble } from '../src/clip.ts'
import type { Order } from '../src/model.ts'
import { connection } from '../src/server/apikley.ts'

const apiKey = 'fake-key-for-tests-0000'
export const order: Order = { prompt: 'a lighthouse at dusk', duration: 5, aspectRatio: '16:9' }

interface Answer {
  readonly status: number
  readonly body: Clip & Trouble
}

/** The routes of the app as functions, a mock for as long as the test lasts, and a server for the mock's callbacks. */
export interface Routes {
  readonly mock: Mock
  readonly publicUrl: string
  /** How many requests that may cost money have arrived. */
  readonly creates: () => number
  readonly start: (key: string, body: unknown) => Promise<Answer>
  readonly look: (key: string) => Promise<Answer>
  readonly clip: (key: string, range?: string) => Promise<Response>
}

export async function serveRoutes(): Promise<Routes> {
  let creates = 0
  const mock = await startMock({
    taskMs: 600_000,
    log: (event) => {
      if (event.type === 'request' && event.path.endsWith('/createTask')) creates += 1
    },
  })
  const folder = await mkdtemp(path.join(tmpdir(), 'nextjs-sample-'))
  const port = await freePort()
  const publicUrl = `http://127.0.0.1:${port}`
  const server = createServer(nodeHandler(callback)).listen(port, '127.0.0.1')
  await once(server, 'listening')
  vi.stubEnv('APIKLEY_BASE_URL', mock.url)
  vi.stubEnv('APIKLEY_API_KEY', apiKey)
  vi.stubEnv('DATA_FOLDER', folder)
  vi.stubEnv('PUBLIC_URL', publicUrl)
  onTestFinished(async () => {
    await disconnect()
    await mock.close()
    server.close()
    server.closeAllConnections()
    vi.unstubAllEnvs()
    await rm(folder, { recursive: true })
  })
  const params = (key: string) => ({ params: Promise.resolve({ key }) })
  const request = (given: string, init?: RequestInit) => new Request(publicUrl + given, init)
  return {
    mock,
    publicUrl,
    creates: () => creates,
    start: async (key, body) =>
      read(
        await start(
          request('/api/videos', {
            method: 'POST',
            headers: { 'idempotency-key': key },
            body: JSON.stringify(body),
          }),
        ),
      ),
    look: async (key) => read(await look(request(`/api/videos/${key}`), params(key))),
    clip: (key, range) =>
      clip(request(`/api/videos/${key}/clip`, range ? { headers: { range } } : {}), params(key)),
  }
}

/** As when the process ends: what is not in the data folder is forgotten. */
export async function disconnect(): Promise<void> {
  await connection().client.close()
  delete (globalThis as { connection?: unknown }).connection
}

async function read(response: Response): Promise<Answer> {
  return { status: response.status, body: (await response.json()) as Clip & Trouble }
}
