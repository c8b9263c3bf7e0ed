import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { launchChromium } from '@apikley/contract-tests/chromium'
import { type Mock, type MockOptions, startMock } from '@apikley/mock'
import { freePort } from '@apikley/repo-tools/free-port'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { type AppProcess, buildNext, startNext } from './next-server.ts'

/** Also there while it is built, where it must get into nothing that a browser loads. */
export const apiKey = 'fake-key-for-tests-0000'

let browser: Browser

/** For a file of tests: one build and one browser for all of them. */
export function useBuild(): void {
  beforeAll(async () => {
    ;[browser] = await Promise.all([launchChromium(), buildNext({ APIKLEY_API_KEY: apiKey })])
  })
  afterAll(() => browser?.close())
}

/** The app in a browser, with a mock whose tasks end when its time is moved on. */
export interface App {
  readonly mock: Mock
  readonly url: string
  /** The folder of the server's data. */
  readonly folder: string
  readonly tab: Page
  /** How many requests that may cost money have arrived. */
  readonly creates: () => number
  /** Kills the server, in the middle of whatever it does. */
  readonly kill: () => Promise<void>
  /** Starts it again, with the same data. */
  readonly restart: () => Promise<void>
  /** Fills in the form and orders. */
  readonly order: (prompt: string) => Promise<void>
}

export async function useApp(options: MockOptions = {}, context: BrowserContextOptions = {}): Promise<App> {
  let creates = 0
  const mock = await startMock({
    taskMs: 600_000,
    ...options,
    log: (event) => {
      if (event.type === 'request' && event.path.endsWith('/createTask')) creates += 1
    },
  })
  const folder = await mkdtemp(path.join(tmpdir(), 'nextjs-sample-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = { APIKLEY_BASE_URL: mock.url, APIKLEY_API_KEY: apiKey, DATA_FOLDER: folder }
  let server: AppProcess = await startNext(port, env)
  const page = await browser.newContext(context)
  const tab = await page.newPage()
  // As the tests' own: it stops what hangs.
  tab.setDefaultTimeout(120_000)
  const complaints: string[] = []
  const answers: string[] = []
  const reading: Promise<void>[] = []
  tab.on('pageerror', (error) => complaints.push(error.message))
  tab.on('console', (message) => {
    // What the server answers with an error status, or not at all, is shown by the page.
    if (message.type() !== 'log' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text())
  })
  tab.on('response', (response) => {
    if (response.url().endsWith('/clip')) return
    reading.push(
      response.text().then(
        (text) => void answers.push(text),
        () => undefined,
      ),
    )
  })
  onTestFinished(async () => {
    await Promise.all(reading)
    await page.close()
    await server.kill()
    await mock.close()
    await rm(folder, { recursive: true })
    expect(complaints).toEqual([])
    expect(answers.join('\n')).not.toContain(apiKey)
  })
  await tab.goto(url)
  return {
    mock,
    url,
    folder,
    tab,
    creates: () => creates,
    kill: () => server.kill(),
    restart: async () => {
      server = await startNext(port, env)
    },
    order: async (prompt) => {
      await tab.getByLabel('What does the clip show?').fill(prompt)
      await tab.getByRole('button', { name: 'Make the clip' }).click()
    },
  }
}

/** Waits until the stage shows a text. */
export async function shows(tab: Page, text: string | RegExp): Promise<void> {
  await tab.locator('.frame').filter({ hasText: text }).waitFor()
}

/** Waits until the clip plays: time passes in it. */
export async function plays(tab: Page): Promise<void> {
  await tab.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.2)
}
