import { type Apikley, type ApikleyOptions, createApikley } from '@apikley/client'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { onTestFinished } from 'vitest'
import { ScriptedServer } from './server.ts'

export const key = 'fake-key-for-tests-0000'

type Kling = typeof kling

/** A server without replies yet, as long as the test lasts. */
export async function startServer(): Promise<ScriptedServer> {
  const server = await ScriptedServer.start()
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}

/** A server without replies yet, unless there is one, and a client that talks to it. */
export async function setUp({
  server: started,
  ...options
}: ApikleyOptions<Kling> & { server?: ScriptedServer } = {}): Promise<{
  server: ScriptedServer
  apikley: Apikley<Kling>
}> {
  const server = started ?? (await startServer())
  return { server, apikley: createApikley({ apiKey: key, baseUrl: server.url, models: [kling], ...options }) }
}

/** What a promise rejects with. */
export async function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => {
      throw new Error(`It did not reject, but answered ${JSON.stringify(value)}`)
    },
    (error: unknown) => error,
  )
}

/** A request that is valid. */
export const lighthouse = {
  model: 'kling/v2-1-master-text-to-video',
  input: { prompt: 'a lighthouse at dusk' },
} as const
