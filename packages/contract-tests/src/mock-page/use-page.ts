import { createApikley } from '@apikley/client'
import { startMock, type Mock, type MockOptions } from '@apikley/mock'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { launchChromium } from '../consumers/chromium.ts'
import { openPage } from './open-page.ts'
import { stillClock } from './still-clock.ts'

let browser: Browser

/** For a file of tests: one browser for all of them. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())
}

/** The page of a mock; at the end both are closed, and the page must have complained of nothing but what is expected. */
export async function useTab(
  mock: Mock,
  context: BrowserContextOptions = {},
  expected = /^$/,
): Promise<Page> {
  const page = await openPage(browser, mock.url, context)
  onTestFinished(async () => {
    await page[Symbol.asyncDispose]()
    await mock.close()
    expect(page.complaints.filter((complaint) => !expected.test(complaint))).toEqual([])
  })
  return page.tab
}

/** A mock whose time stands still, its page, and what creates a task by a client. */
export async function usePage(
  options: MockOptions = {},
  context: BrowserContextOptions = {},
): Promise<{ mock: Mock; tab: Page; create: (prompt?: string) => Promise<{ taskId: string }> }> {
  const mock = await startMock({ clock: stillClock, taskMs: 80_000, ...options })
  const tab = await useTab(mock, context)
  const apikley = createApikley({
    baseUrl: mock.url,
    apiKey: 'fake-key-for-tests-0000',
    models: [kling],
    // A thousand tasks at once: the mock takes them.
    limits: { create: null },
  })
  const create = (prompt = 'a lighthouse at dusk') =>
    apikley.tasks.create({ model: kling.id, input: { prompt, duration: '5' } })
  return { mock, tab, create }
}

/** The task on the page. */
export function row(tab: Page, taskId: string): ReturnType<Page['locator']> {
  return tab.locator(`[data-task="${taskId}"]`)
}

/** Waits until the page shows the text there. */
export async function shows(tab: Page, selector: string, text: string | RegExp): Promise<void> {
  await tab.locator(selector).filter({ hasText: text }).first().waitFor()
}

/** Asks for a fault by its button. */
export async function askFor(tab: Page, fault: string, often = 'Next time'): Promise<void> {
  const button = tab.getByRole('button', { name: fault, exact: true })
  if ((await button.getAttribute('aria-expanded')) === 'false') await button.click()
  await tab.locator('.fault-form').getByRole('button', { name: often }).click()
}
