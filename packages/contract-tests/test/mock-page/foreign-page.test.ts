import { startMock, type MockOptions, type RefusedEvent } from '@apikley/mock'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { launchChromium } from '../../src/consumers/chromium.ts'
import { attack } from '../../src/mock-page/attack.ts'
import { foreignPage, startForeignSite } from '../../src/mock-page/foreign-site.ts'
import { openPage } from '../../src/mock-page/open-page.ts'
import { stillClock } from '../../src/mock-page/still-clock.ts'

const secret = 'a secret lighthouse'
const key = { authorization: 'Bearer fake-key-for-tests-0000' }
const json = { ...key, 'content-type': 'application/json' }

let browser: Browser
let site: Awaited<ReturnType<typeof startForeignSite>>
beforeAll(async () => {
  site = await startForeignSite()
  browser = await launchChromium([
    '--host-resolver-rules=MAP *.example 127.0.0.1',
    // What newer browsers do by themselves is not what is tested here.
    '--disable-features=LocalNetworkAccessChecks',
  ])
})
afterAll(async () => {
  await browser?.close()
  await site?.[Symbol.asyncDispose]()
})

/** A mock with a finished task, an upload, and a fault that the next download would use up. */
async function useSecrets(options: MockOptions = {}) {
  const refused: RefusedEvent[] = []
  const log: MockOptions['log'] = (event) => event.type === 'refused' && refused.push(event)
  const mock = await startMock({ clock: stillClock, taskMs: 0, log, ...options })
  onTestFinished(() => mock.close())
  const post = async (path: string, body: object): Promise<Record<string, string>> => {
    const sent = { method: 'POST', headers: json, body: JSON.stringify(body) }
    const { data } = await (await fetch(mock.url + path, sent)).json()
    return data
  }
  const { taskId = '' } = await post('/api/v1/jobs/createTask', {
    model: 'kling/v2-1-master-text-to-video',
    input: { prompt: secret },
  })
  const record = await fetch(`${mock.url}/api/v1/jobs/recordInfo?taskId=${taskId}`, { headers: key })
  const { resultJson } = (await record.json()).data
  const result = new URL(JSON.parse(resultJson).resultUrls[0])
  const pixel = 'R0lGODlhAQABAAAAACH5BAAAAAAALAAAAAABAAEAAAICTAEAOw=='
  const upload = await post('/file-upload/api/file-base64-upload', {
    base64Data: `data:image/gif;base64,${pixel}`,
    uploadPath: 'p',
    fileName: 'pixel.gif',
  })
  mock.fault({ kind: 'linkExpired', times: 1 })
  const files = [result.pathname + result.search, new URL(upload['downloadUrl'] ?? '').pathname]
  const state = async () =>
    (await fetch(`${mock.url}/_mock/state`, { headers: { 'x-apikley-mock': 'admin' } })).json()
  return { mock, files, state, refused, port: new URL(mock.url).port }
}

async function useTab(url: string): Promise<Page> {
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const tab = await context.newPage()
  await tab.goto(url)
  return tab
}

describe('a page of another origin sees no prompt and changes nothing', () => {
  const origins = [
    { name: 'on another port', page: 'http://127.0.0.1', base: 'http://127.0.0.1' },
    { name: 'of another name on this machine', page: 'http://localhost', base: 'http://127.0.0.1' },
    { name: 'of the same site', page: 'http://localhost', base: 'http://localhost' },
    { name: 'of another site', page: 'http://evil.example', base: 'http://127.0.0.1' },
    {
      name: 'whose name leads here, to another port',
      page: 'http://evil.example',
      base: 'http://evil.example',
    },
  ]
  test.each(origins)('$name', async ({ page, base }) => {
    const { files, state, refused, port } = await useSecrets()
    const before = await state()
    const tab = await useTab(`${page}:${site.port}/`)
    const seen = await tab.evaluate(attack, { base: `${base}:${port}`, files })
    expect(seen).toEqual([])
    expect(await state()).toEqual(before)
    expect(refused.length).toBeGreaterThan(50)
  })

  test('that was loaded from the very address of the mock, by a name that led elsewhere then', async () => {
    const { files, state, refused, port } = await useSecrets()
    const before = await state()
    const base = `http://rebound.example:${port}`
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const tab = await context.newPage()
    await tab.route(`${base}/trap`, (route) => route.fulfill({ contentType: 'text/html', body: foreignPage }))
    await tab.goto(`${base}/trap`)
    const seen = await tab.evaluate(attack, { base, files })
    // It is of the mock's origin for the browser, so it can read that it was refused.
    expect(seen.length).toBeGreaterThan(10)
    expect(
      seen.filter((one) => !one.includes('{"code":403,"msg":"The Host header must name the mock')),
    ).toEqual([])
    expect(await state()).toEqual(before)
    expect(refused.length).toBeGreaterThan(50)
  })
})

test('a page of another origin may open the page of the mock, but has no hold of it', async () => {
  const { mock } = await useSecrets()
  const tab = await useTab(`http://evil.example:${site.port}/`)
  await tab.evaluate((url) => {
    const button = Object.assign(document.createElement('button'), { id: 'open' })
    button.addEventListener('click', () => Object.assign(window, { opened: window.open(url) }))
    document.body.append(button)
  }, mock.url)
  const [opened] = await Promise.all([tab.waitForEvent('popup'), tab.click('#open')])
  await opened.locator('.task .prompt').filter({ hasText: secret }).waitFor()
  const hold = await tab.evaluate(() => {
    const { opened: other } = window as unknown as { opened: Window }
    try {
      return { closed: other.closed, read: other.document.body.textContent }
    } catch {
      return { closed: other.closed, read: undefined }
    }
  })
  expect(hold).toEqual({ closed: true })
})

test('a page whose origin is named may call the API and show its files, and not the admin API', async () => {
  const page = `http://localhost:${site.port}`
  const { mock, files, state } = await useSecrets({ cors: [page] })
  const tab = await useTab(page)
  // The fault that waits would strike the first of them.
  await fetch(mock.url + files[1])
  const shown = await tab.evaluate(
    async ({ base, paths, headers }) => {
      const text = async (path: string, more: Record<string, string> = {}) =>
        fetch(base + path, { headers: { ...headers, ...more } }).then(
          (response) => response.text(),
          () => 'not read',
        )
      const video = Object.assign(document.createElement('video'), { src: base + paths[0], muted: true })
      document.body.append(video)
      const seconds = await new Promise<unknown>((resolve) => {
        video.addEventListener('loadedmetadata', () => resolve(video.duration))
        video.addEventListener('error', () => resolve(video.error?.message))
      })
      const image = Object.assign(new Image(), { src: base + paths[1] })
      await image.decode().catch(() => {})
      return {
        credit: await text('/api/v1/chat/credit'),
        admin: await text('/_mock/state', { 'x-apikley-mock': 'admin' }),
        simpleAdmin: await text('/_mock/state'),
        file: await text(paths[1] ?? ''),
        seconds,
        width: image.naturalWidth,
      }
    },
    { base: mock.url, paths: files, headers: key },
  )
  expect(shown).toEqual({
    credit: JSON.stringify({ code: 200, msg: 'success', data: 9840.5 }),
    admin: 'not read',
    simpleAdmin: 'not read',
    file: 'not read',
    seconds: expect.closeTo(5, 1),
    width: 1,
  })
  expect((await state()).tasks).toHaveLength(1)
})

test('no page frames that of the mock, and the page goes on working beside one that tries', async () => {
  const { mock } = await useSecrets()
  await using own = await openPage(browser, mock.url)
  await own.tab.locator('.task .prompt').filter({ hasText: secret }).waitFor()
  const tab = await useTab(`http://localhost:${site.port}/`)
  await tab.setContent(`<iframe src="${mock.url}/"></iframe>`)
  const frame = tab.frames().find((one) => one !== tab.mainFrame())
  await frame?.waitForLoadState()
  expect(await frame?.locator('#connection').count()).toBe(0)
  await own.tab.getByRole('button', { name: 'Advance by 10 seconds' }).click()
  await own.tab.locator('#announcement').filter({ hasText: 'Advanced by 10 s' }).waitFor()
  expect(own.complaints).toEqual([])
})
