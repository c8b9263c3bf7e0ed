import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { installAiSdkProject } from '../src/consumers/ai-sdk-project.ts'
import { startInstalledMock } from '../src/consumers/installed-mock.ts'
import type { InstalledMock } from '../src/consumers/installed-mock.ts'
import { startWorker, type Worker } from '../src/consumers/workerd.ts'
import { workerdEngine } from './matrix.ts'

// One provider at module level, for all requests.
const program = (baseUrl: string): string => `
import { createApikleyProvider } from '@apikley/ai-sdk-provider'
import { uncheckedModel } from '@apikley/client'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { experimental_generateVideo, experimental_getVideoStatus, experimental_startVideo, generateImage } from 'ai'

const apikley = createApikleyProvider({ models: [kling], apiKey: 'fake-key-for-tests-0000', baseUrl: '${baseUrl}' })
const model = apikley.video(kling.id)
const png = new Uint8Array([137, 80, 78, 71, 13, 10, 26, 10, 0])

const routes = {
  async start({ key }) {
    const { operation } = await experimental_startVideo({ model, prompt: 'dusk', headers: { 'idempotency-key': key } })
    return operation
  },
  async status({ operation }) {
    return experimental_getVideoStatus(model, { operation: JSON.parse(operation) })
  },
  async generate() {
    const { videos } = await experimental_generateVideo({ model, prompt: 'dusk', poll: { intervalMs: 50 } })
    return videos.map(({ uint8Array }) => uint8Array.length)
  },
  async image() {
    const prompt = { images: [png], text: 'dusk' }
    const still = { id: 'invented/still-image', schema: { properties: { prompt: { type: 'string' }, image_url: { type: 'string' } } } }
    const { images } = await generateImage({ model: apikley.image(still), prompt })
    return images.map(({ uint8Array }) => uint8Array.length)
  },
}

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    try {
      return Response.json(await routes[pathname.slice(1)](Object.fromEntries(searchParams)))
    } catch (error) {
      return new Response(String(error?.stack ?? error), { status: 500 })
    }
  },
}
`

let project: string
beforeAll(async () => {
  project = await installAiSdkProject(inject('registry'))
})
afterAll(() => rm(project, { recursive: true, force: true }))

describe.each([
  { date: '2024-11-10', flags: [] },
  { date: '2026-07-01', flags: [] },
  // Says that it is Node.
  { date: '2026-07-01', flags: ['nodejs_compat'] },
])("the AI SDK's provider in a worker of $date with $flags", ({ date, flags }) => {
  let mock: InstalledMock
  let worker: Worker
  beforeAll(async () => {
    mock = await startInstalledMock(project, ['--task-seconds', '0.5', '--any-model'])
    worker = await startWorker(project, program(mock.url), { engine: await workerdEngine(), date, flags })
  })
  afterAll(async () => {
    await worker?.dispose()
    await mock?.close()
  })

  async function ask<Answer>(route: string, query: Record<string, string> = {}): Promise<Answer> {
    const response = await worker.dispatchFetch(
      `http://worker.invalid/${route}?${new URLSearchParams(query)}`,
    )
    const text = await response.text()
    if (response.status !== 200) throw new Error(`The worker failed: ${text}`)
    return JSON.parse(text) as Answer
  }

  test('starts a video in some requests at once, of one key, and looks at it in another', async () => {
    const started = await Promise.all(
      [1, 2, 3].map(() => ask<{ tasks: { taskId: string }[] }>('start', { key: 'order-17' })),
    )
    expect(new Set(started.map(({ tasks }) => tasks[0]?.taskId)).size).toBe(1)
    const operation = JSON.stringify(started[0])
    await expect
      .poll(() => ask('status', { operation }), { timeout: 20_000 })
      .toMatchObject({ status: 'completed', videos: [{ type: 'url' }] })
  })

  test('waits for videos in many requests at once', async () => {
    const sizes = await Promise.all([1, 2, 3].map(() => ask<number[]>('generate')))
    expect(sizes.flat()).toHaveLength(3)
    for (const size of sizes.flat()) expect(size).toBeGreaterThan(1_000)
  })

  test('uploads the same file in many requests at once, and makes images of it', async () => {
    const sizes = await Promise.all([1, 2, 3].map(() => ask<number[]>('image')))
    expect(sizes.flat()).toHaveLength(3)
  })
})
