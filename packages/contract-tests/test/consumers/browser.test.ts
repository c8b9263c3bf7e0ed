import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { launchChromium } from '../../src/consumers/chromium.ts'
import { startInstalledMock } from '../../src/consumers/installed-mock.ts'
import type { InstalledMock } from '../../src/consumers/installed-mock.ts'
import { servePage } from '../../src/consumers/page.ts'
import type { Page } from '../../src/consumers/page.ts'

const consumer = inject('consumer')
const apiKey = 'fake-key-for-tests-0000'

const program = `
import { createApikley } from '@apikley/client'
import { klingV21MasterTextToVideo as model } from '@apikley/types/models/kling/v2-1-master-text-to-video'

window.makeClip = async (options) => {
  const apikley = createApikley({ models: [model], ...options })
  const input = { prompt: 'a lighthouse at dusk', duration: '5', aspect_ratio: '9:16' }
  const task = await apikley.tasks.create({ model: model.id, input })
  const states = []
  const done = await apikley.tasks.wait(task.taskId, { intervalMs: 50, onUpdate: (t) => states.push(t.state) })
  return { url: done.urls[0], states }
}

window.play = async (url) => {
  const video = Object.assign(document.createElement('video'), { src: url, muted: true, playbackRate: 8 })
  document.body.append(video)
  const ended = new Promise((resolve, reject) => {
    video.onended = resolve
    video.onerror = () => reject(new Error(video.error.message))
  })
  await video.play()
  await ended
  const { duration, currentTime, videoWidth, videoHeight } = video
  return { duration, currentTime, videoWidth, videoHeight }
}
`

interface ClipWindow {
  makeClip(options: object): Promise<{ url: string; states: string[] }>
  play(
    url: string,
  ): Promise<{ duration: number; currentTime: number; videoWidth: number; videoHeight: number }>
}
declare const window: ClipWindow

let mock: InstalledMock
let page: Page
let browser: Browser
beforeAll(async () => {
  // As on a developer's machine, where a bundler that inlines the environment would give the key away.
  vi.stubEnv('APIKLEY_API_KEY', apiKey)
  page = await servePage(consumer, program)
  mock = await startInstalledMock(consumer, ['--task-seconds', '0.5', '--cors', page.url])
  browser = await launchChromium()
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await browser?.close()
  await page?.close()
  await mock?.close()
})

async function openPage() {
  const tab = await browser.newPage()
  await tab.goto(page.url)
  await tab.waitForFunction('window.makeClip')
  return tab
}

test('a page creates a task, waits for it and plays the clip to its end', async () => {
  const tab = await openPage()
  const clip = await tab.evaluate((options) => window.makeClip(options), {
    apiKey,
    baseUrl: mock.url,
    dangerouslyAllowBrowser: true,
  })
  expect(clip.states.at(-1)).toBe('success')

  const shown = await tab.evaluate((url) => window.play(url), clip.url)
  expect(shown.duration).toBeCloseTo(5, 1)
  expect(shown.currentTime).toBeCloseTo(shown.duration, 1)
  expect([shown.videoWidth, shown.videoHeight]).toEqual([360, 640])
})

test('without the option a page cannot make a client, and nothing is sent', async () => {
  const tab = await openPage()
  const before = mock.printed()
  const attempt = tab.evaluate((options) => window.makeClip(options), { apiKey, baseUrl: mock.url })
  await expect(attempt).rejects.toThrow('dangerouslyAllowBrowser')
  expect(mock.printed()).toBe(before)
})

test('the bundle contains the client and no key', () => {
  expect(page.bundle).toContain('APIKLEY_API_KEY')
  expect(page.bundle).not.toContain(apiKey)
})
