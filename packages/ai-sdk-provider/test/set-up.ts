import { type ApikleyOptions, createApikley } from '@apikley/client'
import { type Mock, type MockOptions, startMock } from '@apikley/mock'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { onTestFinished } from 'vitest'
import { type ApikleyProvider, createApikleyProvider } from '../src/index.ts'
import type { Model } from '@apikley/types/api'

export const apiKey = 'fake-key-for-tests-0000'
export { kling }

/** How the SDK is to wait in tests: with the usual pauses each would take seconds. */
export const poll = { intervalMs: 10, timeoutMs: 20_000 }

export interface SetUp {
  readonly mock: Mock
  readonly apikley: ApikleyProvider<Model>
  /** How many requests for an operation have arrived. */
  readonly requests: (operation: string) => number
  /** Their paths, in their order. */
  readonly paths: () => readonly string[]
  /** How many of those that cost money. */
  readonly creates: () => number
}

/** A mock, and a provider that talks to it, as long as the test lasts. */
export async function setUp(
  options: MockOptions = {},
  client: ApikleyOptions<Model> = {},
  // Tests that run at once must hand in their own.
  onFinished: typeof onTestFinished = onTestFinished,
): Promise<SetUp> {
  const paths: string[] = []
  const mock = await startMock({
    taskMs: 0,
    ...options,
    log: (event) => event.type === 'request' && paths.push(event.path),
  })
  onFinished(() => mock.close())
  const apikley = providerOf(mock.url, client, onFinished)
  const requests = (operation: string): number =>
    paths.filter((path) => path.startsWith(`/api/v1/jobs/${operation}`)).length
  return { mock, apikley, requests, paths: () => paths, creates: () => requests('createTask') }
}

/** A provider as another process would have it. */
export function providerOf(
  baseUrl: string,
  options: ApikleyOptions<Model> = {},
  onFinished: typeof onTestFinished = onTestFinished,
): ApikleyProvider<Model> {
  const client = createApikley<Model>({ apiKey, baseUrl, models: [kling], ...options })
  onFinished(() => client.close())
  return createApikleyProvider({ client })
}
