import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '@apikley/repo-tools/free-port'
import type { Route } from 'playwright-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runStart } from './next-server.ts'
import { apiKey, plays, shows, useApp, useBuild } from './use-app.ts'

useBuild()

describe('a clip', () => {
  it('is ordered, followed and played, and is still there after a reload', async () => {
    const { mock, tab, creates, order } = await useApp()
    await order('a lighthouse at dusk')
    await shows(tab, 'The clip waits for its turn')
    const status = tab.getByRole('status')
    expect(await status.textContent()).toBe('The clip waits for its turn')
    expect(Number(await tab.getByRole('progressbar').getAttribute('value'))).toBeGreaterThan(0)
    await tab.reload()
    await shows(tab, 'The clip waits for its turn')
    expect(await tab.locator('blockquote').textContent()).toBe('a lighthouse at dusk')
    mock.advance(300_000)
    await shows(tab, 'The clip is being made')

    mock.advance(300_000)
    await plays(tab)
    expect(await status.textContent()).toBe('The clip is ready')
    await tab.reload()
    await plays(tab)
    expect(await tab.locator('video').evaluate((video: HTMLVideoElement) => video.videoWidth)).toBe(640)
    const download = tab.waitForEvent('download')
    await tab.getByRole('link', { name: 'Download' }).click()
    const file = await readFile(await (await download).path())
    expect(file.subarray(4, 8).toString('latin1')).toBe('ftyp')
    mock.assertChargedOnce('lighthouse')
    expect(creates()).toBe(1)
  })

  it('that is ordered twice in one moment is one task', async () => {
    const { mock, tab, creates } = await useApp()
    const posts: string[] = []
    tab.on('request', (request) => {
      if (request.method() === 'POST') posts.push(request.headers()['idempotency-key'] ?? '')
    })
    await tab.getByLabel('What does the clip show?').fill('a lighthouse at dusk')
    await tab.locator('form').evaluate((form: HTMLFormElement) => {
      form.requestSubmit()
      form.requestSubmit()
    })
    await shows(tab, 'The clip waits for its turn')
    expect(posts.length).toBeGreaterThan(0)
    expect(new Set(posts).size).toBe(1)
    expect(creates()).toBe(1)
    mock.assertChargedOnce()
  })

  it('that is ordered again after trouble on the server is the same task', async () => {
    const { mock, tab, creates, order } = await useApp()
    const trouble = {
      title: 'Something is wrong with this server',
      message: '',
      moneySpent: 'unknown',
      sendAgain: false,
    }
    const failOnce = async (route: Route): Promise<void> => {
      // The task is made, and the browser is told of trouble.
      await route.fetch()
      await route.fulfill({ status: 500, json: trouble })
    }
    await tab.route('**/api/videos', failOnce, { times: 1 })
    await order('a lighthouse at dusk')
    await tab.getByRole('alert').filter({ hasText: trouble.title }).waitFor()
    expect(mock.tasks()).toHaveLength(1)
    await tab.getByRole('button', { name: 'Make the clip' }).click()
    await shows(tab, 'The clip waits for its turn')
    expect(creates()).toBe(1)
  })

  it('is ordered, changed and watched with the keyboard alone', async () => {
    const { mock, tab } = await useApp({}, { reducedMotion: 'reduce' })
    await tab.keyboard.type('a harbour')
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('ArrowRight')
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('ArrowRight')
    await tab.getByText('320 credits').waitFor()
    await tab.keyboard.press('Tab')
    await tab.keyboard.press('Enter')
    await shows(tab, 'The clip waits for its turn')
    expect(mock.tasks()).toMatchObject([{ input: { duration: '10', aspect_ratio: '9:16' } }])
    expect(await tab.evaluate(() => document.activeElement?.className)).toContain('stage')
    mock.advance(600_000)
    await tab.locator('video').waitFor()
    // Nothing moves by itself where that is not wished for.
    expect(await tab.locator('video').evaluate((video: HTMLVideoElement) => video.paused)).toBe(true)
  })
})

describe('a server that is killed', () => {
  it('after the start finds the clip again', async () => {
    const { mock, tab, creates, order, kill, restart } = await useApp()
    await order('a lighthouse at dusk')
    await shows(tab, 'The clip waits for its turn')
    await kill()
    await shows(tab, 'The server does not answer')
    mock.advance(600_000)
    await restart()
    await plays(tab)
    await tab.reload()
    await plays(tab)
    expect(creates()).toBe(1)
    mock.assertChargedOnce('lighthouse')
  })

  it('while the order is under way does not order it again, and gets the clip by the callback', async () => {
    const { mock, tab, creates, order, kill, restart } = await useApp()
    mock.fault({ kind: 'slowHeaders', operation: 'createTask', ms: 600_000, times: 1 })
    await order('a lighthouse at dusk')
    await expect.poll(() => mock.tasks().length, { timeout: 120_000 }).toBe(1)
    await kill()
    await shows(tab, 'The server does not answer')
    await restart()
    await shows(tab, 'The answer to the order was lost')
    mock.advance(600_000)
    await plays(tab)
    expect(creates()).toBe(1)
    mock.assertChargedOnce('lighthouse')
  })
})

describe('a server that is started', () => {
  it('saves what has come meanwhile, with nobody looking and no callback', async () => {
    const { mock, url, tab, order, kill, restart } = await useApp()
    mock.fault({ kind: 'callbackLost' })
    await order('a lighthouse at dusk')
    await shows(tab, 'The clip waits for its turn')
    const key = new URL(tab.url()).searchParams.get('clip')
    await kill()
    await tab.goto('about:blank')
    mock.advance(600_000)
    await restart()
    const status = async () => (await fetch(`${url}/api/videos/${key}/clip`)).status
    await expect.poll(status, { timeout: 120_000 }).toBe(200)
  })
})

describe('the command without a key', () => {
  it('runs on a mock that knows its tasks after a restart', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'nextjs-sample-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const [port, mockPort] = [await freePort(), await freePort()]
    const env = {
      DATA_FOLDER: folder,
      PORT: String(port),
      MOCK_PORT: String(mockPort),
      APIKLEY_API_KEY: '',
      APIKLEY_BASE_URL: '',
    }
    const url = `http://127.0.0.1:${port}`
    const start = async () => {
      const app = runStart(env)
      onTestFinished(() => app.kill())
      await app.says(/nothing is charged[^]*Ready in/)
      return app
    }

    const app = await start()
    expect(await (await fetch(url)).text()).toContain('Mock: nothing is charged')
    const key = '0123456789abcdef0123456789abcdef'
    const body = JSON.stringify({ prompt: 'a lighthouse', duration: 5, aspectRatio: '16:9' })
    const ordered = await fetch(`${url}/api/videos`, {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body,
    })
    expect(ordered.status).toBe(201)
    await app.kill()

    await start()
    const clip = (await (await fetch(`${url}/api/videos/${key}`)).json()) as object
    expect(clip).toMatchObject({ state: expect.stringMatching(/running|done/) })
    expect(clip).not.toHaveProperty('notice')
  })
})

describe('money', () => {
  it('is not spent on what the model does not take, and the page says why', async () => {
    const { tab, creates, order } = await useApp()
    await order('')
    await tab.getByText('Say what the clip shows.').waitFor()
    await order('a'.repeat(5_003))
    await tab.getByText('Shorten it by 3.').waitFor()
    expect(creates()).toBe(0)
  })

  it('that the account does not have is told, and the order can be sent again', async () => {
    const { mock, tab, order } = await useApp({ credits: 100 })
    await order('a lighthouse at dusk')
    await tab.getByRole('alert').filter({ hasText: 'Credits insufficient. No money was spent.' }).waitFor()
    mock.topUp(100)
    await tab.getByRole('button', { name: 'Make the clip' }).click()
    await shows(tab, 'The clip waits for its turn')
    expect(mock.bill()).toHaveLength(1)
  })

  it('that came back for a clip that failed is told with the reason', async () => {
    const { mock, tab, order } = await useApp()
    await order('a storm [fail:moderation]')
    await shows(tab, 'The clip waits for its turn')
    mock.advance(600_000)
    await shows(tab, /could not be made.*CONTENT_POLICY_BLOCKED.*No money was spent.*Change the input/)
    await tab.getByRole('button', { name: 'Change the order' }).click()
    expect(await tab.getByLabel('What does the clip show?').inputValue()).toBe('a storm [fail:moderation]')
  })
})

describe('what must not be', () => {
  it('a forged callback ends no wait', async () => {
    const { mock, url, tab, order } = await useApp()
    await order('a lighthouse at dusk')
    await shows(tab, 'The clip waits for its turn')
    const key = new URL(tab.url()).searchParams.get('clip')
    const resultJson = JSON.stringify({ resultUrls: [`${url}/forged.mp4`] })
    const forged = await fetch(`${url}/api/apikley/callback?apikley_key=${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        code: 200,
        data: { taskId: mock.tasks()[0]?.taskId, state: 'success', resultJson },
      }),
    })
    expect(forged.status).toBe(503)
    mock.advance(300_000)
    await shows(tab, 'The clip is being made')
    expect(await tab.locator('video').count()).toBe(0)
  })

  it('the key is in nothing that a browser can load', async () => {
    const folder = path.resolve(import.meta.dirname, '../.next/static')
    const names = await readdir(folder, { recursive: true })
    let searched = 0
    for (const name of names) {
      const file = path.join(folder, name)
      if (!(await stat(file)).isFile()) continue
      searched += 1
      expect(await readFile(file, 'latin1'), name).not.toContain(apiKey)
    }
    expect(searched).toBeGreaterThan(3)
  })
})
