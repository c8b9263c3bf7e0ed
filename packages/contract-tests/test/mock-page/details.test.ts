import { createServer } from 'node:http'
import { once } from 'node:events'
import { startMock } from '@apikley/mock'
import { describe, expect, onTestFinished, test } from 'vitest'
import { askFor, row, shows, useBrowser, usePage, useTab } from '../../src/mock-page/use-page.ts'

useBrowser()

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

/** An address that answers callbacks so. */
async function useReceiver(status: number): Promise<string> {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(status).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${Object(server.address()).port}/hook?order=17`
}

async function createByHand(url: string, body: object, headers: Record<string, string> = {}) {
  const model = 'kling/v2-1-master-text-to-video'
  const sent = { model, input: { prompt: 'a lighthouse' }, ...body }
  await fetch(`${url}/api/v1/jobs/createTask`, {
    method: 'POST',
    headers: {
      authorization: 'Bearer fake-key-for-tests-0000',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(sent),
  }).catch(() => {})
}

describe('what lies behind a row', () => {
  test('of a request: headers without the key, body and answer', async () => {
    const { tab, create } = await usePage()
    const { taskId } = await create('a harbour')
    await tab.getByRole('button', { name: '/api/v1/jobs/createTask' }).click()
    await shows(tab, '#details pre', '"prompt": "a harbour"')
    await shows(tab, '#details pre', taskId)
    await shows(tab, '#details pre', 'authorization: (hidden)')
    expect(await tab.locator('#details').textContent()).not.toContain('fake-key-for-tests')
    await tab.keyboard.press('Escape')
    expect(await tab.locator('#details').isVisible()).toBe(false)
  })

  test('of a task: its input, callback address, every attempt and the result', async () => {
    const callBackUrl = await useReceiver(200)
    const mock = await startMock({ taskMs: 0 })
    const tab = await useTab(mock)
    await createByHand(mock.url, { callBackUrl })
    await shows(tab, '.task .callback', 'callback delivered')
    await tab
      .locator('.task')
      .getByRole('button', { name: /^Details of task/ })
      .click()
    for (const text of ['"prompt": "a lighthouse"', `${mock.url}/results/`])
      await shows(tab, '#details pre', text)
    await shows(tab, '#details .facts', callBackUrl)
    await shows(tab, '#details li', 'attempt 1: HTTP 200')
    await tab.getByRole('button', { name: 'Close' }).click()
    expect(await tab.locator('#details').isVisible()).toBe(false)
  })

  test('a request that is kept no longer is told so', async () => {
    const mock = await startMock()
    // The browser itself reports an answer of 404.
    const tab = await useTab(mock, {}, /status of 404/)
    await createByHand(mock.url, {})
    await shows(tab, '#request-list tr', 'createTask')
    await tab.route('**/_mock/requests/1', (route) =>
      route.fulfill({ status: 404, json: { code: 404, msg: 'no longer' } }),
    )
    await tab.getByRole('button', { name: '/api/v1/jobs/createTask' }).click()
    await shows(tab, '#details .problem-text', 'no longer')
    expect(await tab.locator('#details').isVisible()).toBe(true)
  })
})

test('the attempts to deliver a callback are listed, and the task says what became of it', async () => {
  const callBackUrl = await useReceiver(500)
  const mock = await startMock({ taskMs: 0 })
  const tab = await useTab(mock)
  await createByHand(mock.url, { callBackUrl })
  await shows(tab, '.task .callback', 'callback not delivered (500), attempt 1 of 4')
  for (const attempt of [2, 3]) {
    await tab.getByRole('button', { name: 'Advance by 1 minute' }).click()
    await shows(tab, '.task .callback', `attempt ${attempt} of 4`)
  }
  await tab.getByRole('button', { name: 'Advance by 1 minute' }).click()
  await shows(tab, '.task .callback', 'callback not delivered (500), given up')
  await shows(tab, '#callback-list tr', /hook.*HTTP 500, and 200 is expected.*500.*4/)
  expect(await tab.locator('#callback-list tr').count()).toBe(4)
  expect(await tab.locator('#callback-list').textContent()).not.toContain('order=17')
})

test('a lost answer is called lost, and a task that is stuck is told apart', async () => {
  const { mock, tab } = await usePage()
  await createByHand(mock.url, {}, { 'x-mock-fault': 'lostResponse' })
  await createByHand(mock.url, {}, { 'x-mock-fault': 'stuckWaiting' })
  await shows(tab, '#request-list .status', 'lost')
  await shows(tab, '.task .marks', 'answer lost')
  mock.advance(100_000)
  await shows(tab, '.task[data-state=waiting] .marks', 'stuck')
  await shows(tab, '.task[data-state=waiting] .word', 'never ends')
  await shows(tab, '#tasks-count', '2, 0 running, 1 stuck')
  expect(await tab.locator('.task[data-state=success] .marks').textContent()).toBe('answer lost')
})

describe('the form of a new task', () => {
  test('creates one, by the API', async () => {
    const { mock, tab } = await usePage()
    await tab.getByRole('button', { name: 'New task…' }).click()
    await tab.getByLabel('Model').fill('kling/v2-1-master-text-to-video')
    await tab.getByLabel('Prompt').fill('from the page')
    await tab.getByLabel('Further input, as JSON').fill('{"duration":"10"}')
    await tab.getByLabel('Callback address').fill('http://127.0.0.1:3000/hook')
    await tab.getByRole('button', { name: 'Create', exact: true }).click()
    await shows(tab, '.task .prompt', 'from the page')
    expect(await tab.locator('#new-task-dialog').isVisible()).toBe(false)
    const input = { prompt: 'from the page', duration: '10' }
    expect(mock.tasks()).toMatchObject([{ input, callBackUrl: 'http://127.0.0.1:3000/hook' }])
    await shows(tab, '#request-list tr', 'createTask')
  })

  const wrong = [
    { more: '{"duration":"7"}', said: /^422: .*allowed values: 5, 10/ },
    { more: '[1]', said: 'must be a JSON object' },
    { more: '{', said: 'must be a JSON object' },
  ]
  test.each(wrong)('with $more says $said, and keeps what was written', async ({ more, said }) => {
    const { mock, tab } = await usePage()
    await tab.getByRole('button', { name: 'New task…' }).click()
    await tab.getByLabel('Model').fill('kling/v2-1-master-text-to-video')
    await tab.getByLabel('Further input, as JSON').fill(more)
    await tab.getByRole('button', { name: 'Create', exact: true }).click()
    await shows(tab, '#new-task-problem', said)
    expect(await tab.getByLabel('Further input, as JSON').inputValue()).toBe(more)
    expect(mock.tasks()).toEqual([])
  })

  test('wants the key of a mock that has one', async () => {
    const { mock, tab } = await usePage({ apiKey: 'fake-key-for-tests-0000' })
    await tab.getByRole('button', { name: 'New task…' }).click()
    await tab.getByRole('button', { name: 'Create', exact: true }).click()
    await shows(tab, '#new-task-problem', /^401: /)
    await tab.getByLabel('API key of this mock').fill('fake-key-for-tests-0000')
    await tab.getByRole('button', { name: 'Create', exact: true }).click()
    await shows(tab, '.task .state', 'waiting')
    expect(mock.tasks()).toHaveLength(1)
  })
})

test('a top-up adds credits, and lets go on what there was no money for', async () => {
  const { tab, create } = await usePage({ credits: 100 })
  await expect(create()).rejects.toMatchObject({ kind: 'credits' })
  await tab.getByLabel('Credits to add').fill('500')
  await tab.getByRole('button', { name: 'Top up' }).click()
  await shows(tab, '#bill dd', '600')
  await create()
  await shows(tab, '#bill dd', '440')
})

test('a fault takes the fields that it has, and says how often it strikes', async () => {
  const mock = await startMock()
  // The browser itself reports an answer of 400.
  const tab = await useTab(mock, {}, /status of 400/)
  await tab.getByRole('button', { name: 'Gateway page' }).click()
  const form = tab.locator('.fault-form')
  await form.getByLabel('HTTP status').selectOption('504')
  await form.getByLabel('Whether the request was carried out').check()
  await form.getByText('When it strikes').click()
  await form.getByLabel('Lets so many requests pass').fill('2')
  await askFor(tab, 'Gateway page', 'Until cleared')
  await shows(tab, '#active-faults li', 'until cleared, after 2 requests')
  const headers = { 'x-apikley-mock': 'admin' }
  const { faults } = await (await fetch(`${mock.url}/_mock/faults`, { headers })).json()
  expect(faults).toMatchObject([{ kind: 'gateway', status: 504, accepted: true, skip: 2 }])
  expect(faults[0]).not.toHaveProperty('times')

  await tab.getByRole('button', { name: 'Rate limit' }).click()
  expect(await form.count()).toBe(1)
  await form.locator('[name=retryAfter]').fill('soon')
  await askFor(tab, 'Rate limit')
  await shows(tab, '#problem', 'retryAfter must be')
})

describe('on a phone', () => {
  const views = [
    { way: 'upright', width: 390, height: 844 },
    { way: 'on its side', width: 915, height: 412 },
  ]
  test.each(views)('$way nothing scrolls within, and lists begin short', async ({ width, height }) => {
    const { mock, tab, create } = await usePage({ credits: 1e6 }, { ...phone, viewport: { width, height } })
    for (let made = 0; made < 20; made += 1) await create(`clip ${made}`)
    await createByHand(mock.url, { callBackUrl: 'http://127.0.0.1:9/' })
    mock.advance(80_000)
    await shows(tab, '#tasks-count', '21, all ended')
    const scrolling = () =>
      tab.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter((each) => each.scrollHeight > each.clientHeight + 1)
          .filter((each) => ['auto', 'scroll'].includes(getComputedStyle(each).overflowY))
          .map((each) => each.id || each.className),
      )
    expect(await scrolling()).toEqual([])
    const visible = () => tab.locator('.task:visible').count()
    expect(await visible()).toBe(5)
    await tab.locator('#tasks').getByRole('button', { name: 'Show all' }).tap()
    expect(await visible()).toBe(21)
    expect(await scrolling()).toEqual([])
    expect(await tab.locator('#request-list tr:visible').count()).toBe(12)
  })

  test('a finger reads what a fault does before it strikes', async () => {
    const { tab } = await usePage({}, phone)
    await tab.getByRole('button', { name: 'Old signature' }).tap()
    const explained = tab.locator('.fault-form p')
    expect(await explained.textContent()).toBe('The signature of the callback is right, but old.')
    expect(await explained.isVisible()).toBe(true)
    expect(await tab.locator('#active-faults li').count()).toBe(0)
  })

  test('a task and a request fit the screen', async () => {
    const { tab, create } = await usePage({}, phone)
    const { taskId } = await create('x'.repeat(300))
    await row(tab, taskId)
      .getByRole('button', { name: /^Details/ })
      .tap()
    await shows(tab, '#details pre', 'xxx')
    const box = await tab.locator('#details').boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390)
    const wide = await tab.locator('#details').evaluate((each) => each.scrollWidth - each.clientWidth)
    expect(wide).toBe(0)
  })
})
