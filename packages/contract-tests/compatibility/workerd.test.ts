import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { bundleProgram } from '../src/consumers/bundle.ts'
import { startInstalledMock } from '../src/consumers/installed-mock.ts'
import type { InstalledMock } from '../src/consumers/installed-mock.ts'
import { workerdEngine } from './matrix.ts'

// The part of miniflare that is used here; it is no dependency of the workspace.
interface Worker {
  dispatchFetch(url: string): Promise<Response>
  dispose(): Promise<void>
}
interface Miniflare {
  Miniflare: new (options: {
    modules: true
    script: string
    compatibilityDate: string
    compatibilityFlags: string[]
  }) => Worker
}

const program = (baseUrl: string): string => `
import { createApikley } from '@apikley/client'
import { klingV21MasterTextToVideo as model } from '@apikley/types/models/kling/v2-1-master-text-to-video'

export default {
  async fetch() {
    const apikley = createApikley({ models: [model], apiKey: 'fake-key-for-tests-0000', baseUrl: '${baseUrl}' })
    const task = await apikley.tasks.create({ model: model.id, input: { prompt: 'a lighthouse at dusk' } })
    const states = []
    const done = await apikley.tasks.wait(task.taskId, { intervalMs: 50, onUpdate: (t) => states.push(t.state) })
    return Response.json({ states, urls: done.urls })
  },
}
`

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
    const script = await bundleProgram(consumer, program(mock.url), ['workerd', 'worker', 'browser'])
    const entry = createRequire(path.join(await workerdEngine(), 'package.json')).resolve('miniflare')
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- installed outside the workspace, without types here
    const { Miniflare } = (await import(pathToFileURL(entry).href)) as Miniflare
    worker = new Miniflare({ modules: true, script, compatibilityDate: date, compatibilityFlags: flags })
  })
  afterAll(async () => {
    await worker?.dispose()
    await mock?.close()
  })

  test('creates a task and waits for it', async () => {
    const response = await worker.dispatchFetch('http://worker.invalid/')
    const text = await response.text()
    if (response.status !== 200) throw new Error(`The worker failed: ${text}`)
    const { states, urls }: { states: string[]; urls: string[] } = JSON.parse(text)
    expect(states.at(-1)).toBe('success')
    expect(urls).toEqual([expect.stringContaining('.mp4')])
  })
})
