import type { Browser, BrowserContextOptions, Page } from 'playwright-core'

/** The mock's page in a browser, with whatever it complained of. */
export interface OpenPage extends AsyncDisposable {
  tab: Page
  /** Errors of its scripts, refused or missing files, dialogs. */
  complaints: string[]
}

/** Opens the page of a mock and waits until it is connected. */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options })
  const tab = await context.newPage()
  const complaints: string[] = []
  tab.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text())
  })
  tab.on('pageerror', (error) => complaints.push(error.message))
  tab.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await tab.goto(`${url}/`)
  await tab.locator('#connection[data-state=live]').waitFor()
  return { tab, complaints, [Symbol.asyncDispose]: () => context.close() }
}
