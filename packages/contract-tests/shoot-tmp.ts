import { launchChromium } from './src/consumers/chromium.ts'
import { openPage } from './src/mock-page/open-page.ts'
import { startMock } from '@apikley/mock'
import { createServer } from 'node:http'
const label = process.argv[2] ?? 'now'
const mock = await startMock({ taskMs: 4000, anyModel: true })
const hook = createServer((q, r) => { q.resume(); r.statusCode = 200; r.end() }).listen(0)
const port = (hook.address() as any).port
const create = (input: object, more: object = {}, headers: Record<string,string> = {}) => fetch(mock.url + '/api/v1/jobs/createTask', { method: 'POST', headers: { authorization: 'Bearer sk-secret-key-123', 'content-type': 'application/json', ...headers }, body: JSON.stringify({ model: 'kling/v2-1-master-text-to-video', input, ...more }) }).catch(() => {})
await create({ prompt: 'a lighthouse at dusk, waves against the rocks' }, { callBackUrl: `http://127.0.0.1:${port}/hook?key=order-17` })
await create({ prompt: 'a harbour in the morning', aspect_ratio: '9:16' }, { callBackUrl: `http://127.0.0.1:9/dead` })
await create({ prompt: 'a storm [fail:moderation]' })
await create({ prompt: 'a boat that is stuck' }, {}, { 'x-mock-fault': 'stuckWaiting' })
await create({ prompt: 'an answer that is lost' }, {}, { 'x-mock-fault': 'lostResponse' })
await create({ prompt: 'five small pictures', num_images: 4 }, { model: 'google/nano-banana' })
await create({ prompt: 'x' }, { model: 'elevenlabs/speech-to-text' })
await create({ })
await create({ prompt: 'a gull' }, {}, { 'x-mock-fault': 'gateway' })
mock.advance(20000)
await new Promise(r => setTimeout(r, 700))
await create({ prompt: 'a new clip that runs' }, { callBackUrl: `http://127.0.0.1:${port}/hook` })
await new Promise(r => setTimeout(r, 1500))
mock.fault({ kind: 'http429', retryAfter: 5, times: 1 }); mock.fault({ kind: 'callbackLost', probability: 0.5 })
const browser = await launchChromium()
for (const [name, options] of Object.entries({ desktop: { viewport: { width: 1280, height: 900 } }, dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' }, phone: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 }, phonedark: { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 1, colorScheme: 'dark' } })) {
  const page = await openPage(browser, mock.url, options as any)
  await page.tab.waitForTimeout(600)
  const extra = process.argv[3]
  if (extra) { try { await page.tab.evaluate(extra); await page.tab.waitForTimeout(500) } catch (e) { console.log(name, String(e)) } }
  await page.tab.screenshot({ path: `/tmp/shots/${label}-${name}.png`, fullPage: process.argv[4] !== 'view' })
  console.log(name, page.complaints)
  await page[Symbol.asyncDispose]()
}
await browser.close(); hook.closeAllConnections(); hook.close(); await mock.close()
