import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startInstalledMock } from '../src/consumers/installed-mock.ts'
import type { InstalledMock } from '../src/consumers/installed-mock.ts'
import { startWorker, type Worker } from '../src/consumers/workerd.ts'
import { workerdEngine } from './matrix.ts'

const program = (baseUrl: string): string => `
import { createApikley } from '@apikley/client'
import { klingV21MasterTextToVideo as model } from '@apikley/types/models/kling/v2-1-master-text-to-video'

const options = { models: [model], apiKey: 'fake-key-for-tests-0000', baseUrl: '${baseUrl}' }
const shared = createApikley({ ...options, limits: { create: { requests: 2, perMs: 500 } }, callbacks: {} })
const handler = shared.callbacks.handler()
const input = { prompt: 'a lighthouse at dusk' }

const routes = {
  async single() {
    const apikley = createApikley(options)
    const task = await apikley.tasks.create({ model: model.id, input })
    const states = []
    const done = await apikley.tasks.wait(task.taskId, { intervalMs: 50, onUpdate: (t) => states.push(t.state) })
    return { states, urls: done.urls }
  },
  async shared({ key, task }) {
    const done = task
      ? await shared.tasks.wait(task, { intervalMs: 50 })
      : await shared.generate(model.id, input, key ? { key } : {})
    return { taskId: done.taskId, urls: done.urls }
  },
}

export default {
  async fetch(request) {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/callback') return handler(request)
    return Response.json(await routes[pathname.slice(1)](Object.fromEntries(searchParams)))
  },
}
`

interface Done {
  readonly taskId: string
  readonly urls: readonly string[]
}

describe.each([
  { date: '2022-10-31', flags: [] },
  // The last before requests can be kept from caches.
  { date: '2024-11-10', flags: ['nodejs_compat'] },
  { date: '2026-07-01', flags: [] },
  // Says that it is Node.
  { date: '2026-07-01', flags: ['nodejs_compat'] },
])('a worker of $date with $flags', ({ date, flags }) => {
  let mock: InstalledMock
  let worker: Worker
  beforeAll(async () => {
    const consumer = inject('consumer')
    mock = await startInstalledMock(consumer, ['--task-seconds', '0.5'])
    worker = await startWorker(consumer, program(mock.url), { engine: await workerdEngine(), date, flags })
  })
  afterAll(async () => {
    await worker?.dispose()
    await mock?.close()
  })

  /** Asks the worker, which has a client of its own for each request, or one for all of them. */
  async function ask<Answer>(route: string): Promise<Answer> {
    const response = await worker.dispatchFetch(`http://worker.invalid/${route}`)
    const text = await response.text()
    if (response.status !== 200) throw new Error(`The worker failed: ${text}`)
    return JSON.parse(text) as Answer
  }

  const finished: unknown = [expect.stringContaining('.mp4')]

  test('creates a task and waits for it', async () => {
    const { states, urls } = await ask<{ states: string[]; urls: string[] }>('single')
    expect(states.at(-1)).toBe('success')
    expect(urls).toEqual(finished)
  })

  test('serves many requests at once with one client, each of which ends by itself', async () => {
    const done = await Promise.all(Array.from({ length: 6 }, () => ask<Done>('shared')))
    expect(new Set(done.map(({ taskId }) => taskId)).size).toBe(6)
    expect(done.map(({ urls }) => urls)).toEqual(done.map(() => finished))
  })

  test('waits for one task in many requests at once, and one that hangs up takes none along', async () => {
    const { taskId } = await ask<Done>('shared')
    const controller = new AbortController()
    const { signal } = controller
    const gone = worker.dispatchFetch(`http://worker.invalid/shared?key=gone`, { signal }).catch(() => 'gone')
    const waits = Array.from({ length: 4 }, () => ask<Done>(`shared?task=${taskId}`))
    const others = Array.from({ length: 3 }, () => ask<Done>('shared'))
    controller.abort()
    await gone
    for (const done of await Promise.all([...waits, ...others])) expect(done.urls).toEqual(finished)
  })

  test('makes one task of a key that many requests bring at once', async () => {
    const done = await Promise.all(Array.from({ length: 4 }, () => ask<Done>('shared?key=order-17')))
    expect(new Set(done.map(({ taskId }) => taskId)).size).toBe(1)
  })

  test('takes copies of a callback in many requests at once', async () => {
    const { taskId } = await ask<Done>('shared')
    const body = JSON.stringify({ code: 200, data: { taskId, state: 'success' } })
    const answers = await Promise.all(
      [1, 2, 3].map(() => worker.dispatchFetch('http://worker.invalid/callback', { method: 'POST', body })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })
})
