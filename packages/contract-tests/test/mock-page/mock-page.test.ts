import { startMock } from '@apikley/mock'
import { startMockOf } from '@apikley/mock/start'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readSpec } from '../../src/contract/read-spec.ts'
import {
  clipboardOf,
  contrastOf,
  focusOf,
  playToEnd,
  ratioOf,
  sidewaysOf,
  styleOf,
} from '../../src/mock-page/looks.ts'
import { stillClock } from '../../src/mock-page/still-clock.ts'
import { askFor, row, shows, useBrowser, usePage, useTab } from '../../src/mock-page/use-page.ts'

useBrowser()

/** The document with a model of another name, from which the mock takes what it makes. */
function specWith(model: string): Record<string, unknown> {
  const text = JSON.stringify(readSpec()).replaceAll(kling.id, model)
  // Without what it says of the kind of that model.
  return JSON.parse(text, (name, value: unknown) => (name === 'x-kind' ? undefined : value))
}

test('without a task it tells how to send the first request, and that request works', async () => {
  const { mock, tab } = await usePage()
  await shows(tab, '#welcome', 'No tasks yet')
  expect(await tab.locator('#welcome pre').allTextContents()).toEqual([
    `APIKLEY_BASE_URL=${mock.url} APIKLEY_API_KEY=anything`,
    expect.stringContaining(`curl ${mock.url}/api/v1/jobs/createTask`),
  ])

  await tab.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await tab.getByRole('button', { name: 'Copy: curl' }).click()
  await shows(tab, '#announcement', 'Copied')
  const copied = await clipboardOf(tab)
  const [, body = ''] = /-d '(.*)'/.exec(copied) ?? []
  await fetch(`${mock.url}/api/v1/jobs/createTask`, {
    method: 'POST',
    headers: { authorization: 'Bearer anything', 'content-type': 'application/json' },
    body,
  })
  await shows(tab, '.task .prompt', 'a lighthouse at dusk')
  expect(await tab.locator('#welcome').isVisible()).toBe(false)
})

test('a task goes through its states as time is put forward, and its clip plays to the end', async () => {
  const { mock, tab, create } = await usePage()
  const { taskId } = await create()
  const task = row(tab, taskId)
  await shows(tab, '.task .state', 'waiting')
  await shows(tab, '.task .word', '1 min 20 s left')
  await tab.getByRole('button', { name: 'Advance by 10 seconds' }).click()
  await shows(tab, '.task .state', 'queuing')
  await tab.getByRole('button', { name: 'Advance by 10 seconds' }).click()
  await shows(tab, '.task .state', 'generating')
  expect(await task.locator('progress').evaluate((element) => Reflect.get(element, 'value'))).toBe(0.25)
  await shows(tab, '#now', '12:00:20')
  // As a test would do it, while somebody looks on.
  mock.advance(60_000)
  await shows(tab, '.task .state', 'success')
  await shows(tab, '#announcement', `Task ${taskId.slice(0, 8)}: success`)

  const clip = task.locator('video')
  expect(await playToEnd(clip)).toBeCloseTo(5, 1)
  expect(await ratioOf(clip)).toBeCloseTo(16 / 9, 1)
})

test.each([
  { model: 'invented/text-to-image', tag: 'img', measure: ratioOf, measured: 9 / 16 },
  { model: 'invented/text-to-speech', tag: 'audio', measure: playToEnd, measured: 5 },
])('the result of $model is shown as $tag', async ({ model, tag, measure, measured }) => {
  const mock = await startMockOf(specWith(model), { taskMs: 0 })
  const tab = await useTab(mock)
  await fetch(`${mock.url}/api/v1/jobs/createTask`, {
    method: 'POST',
    headers: { authorization: 'Bearer anything', 'content-type': 'application/json' },
    body: JSON.stringify({ model, input: { prompt: 'a lighthouse', aspect_ratio: '9:16' } }),
  })
  expect(await measure(tab.locator(`.preview ${tag}`))).toBeCloseTo(measured, 1)
})

test('a clock that runs is shown running, without a request', async () => {
  const tab = await useTab(await startMock())
  const now = tab.locator('#now')
  const first = await now.textContent()
  const requests: string[] = []
  tab.on('request', (request) => requests.push(request.url()))
  await now.filter({ hasNotText: first ?? '' }).waitFor()
  expect(requests).toEqual([])
})

test('progress is seen as time passes by itself', async () => {
  let now = stillClock.now()
  const { tab, create } = await usePage({ clock: { ...stillClock, now: () => now } })
  await create()
  await shows(tab, '.task .word', '1 min 20 s left')
  now += 30_000
  await shows(tab, '.task .word', '50 s left')
  await shows(tab, '.task .state', 'generating')
  expect(await tab.locator('.task .blank').textContent()).toBe('37 %')
})

test('a fault loses the next answer; the charge is on the bill, and the request says why', async () => {
  const { tab, create } = await usePage({ credits: 1000 })
  await askFor(tab, 'Lose the answer')
  await shows(tab, '#active-faults li', /Lose the answer.*next time/)
  await expect(create()).rejects.toMatchObject({ moneySpent: 'unknown' })
  await shows(tab, '#bill dd', '160')
  await shows(tab, '#bill dd', '840')
  await shows(tab, '.task .state', 'waiting')
  await shows(tab, '#request-list tr', /POST.*createTask.*Lose the answer/)
  await tab.locator('#active-faults:not(:has(li))').waitFor({ state: 'attached' })

  const { taskId } = await create()
  await row(tab, taskId).waitFor()
  await shows(tab, '#bill dd', '320')
})

test('every kind of fault can be had, says what it does, and all are cleared at once', async () => {
  const { mock, tab } = await usePage()
  const headers = { 'x-apikley-mock': 'admin' }
  const known = async () => (await fetch(`${mock.url}/_mock/faults`, { headers })).json()
  const kinds = Object.keys((await known()).kinds)
  const buttons = await tab.locator('#fault-menu [data-fault]').all()
  const names = await Promise.all(buttons.map((button) => button.getAttribute('data-fault')))
  expect(new Set(names)).toEqual(new Set(kinds))
  expect(names).toHaveLength(kinds.length)
  for (const button of buttons) {
    await button.click()
    expect(await tab.locator('.fault-form p').textContent()).toMatch(/^[A-Z`].{10,}\.$/)
    await tab.locator('.fault-form').getByRole('button', { name: 'Until cleared' }).click()
  }
  await tab.locator(`#active-faults li:nth-child(${kinds.length})`).waitFor()
  expect(await tab.locator('#problem').isVisible()).toBe(false)
  await tab.getByRole('button', { name: 'Clear: Rate limit' }).click()
  await tab.locator(`#active-faults li:nth-child(${kinds.length})`).waitFor({ state: 'detached' })

  await tab.getByRole('button', { name: 'Clear all' }).click()
  await tab.locator('#active-faults li').first().waitFor({ state: 'detached' })
  expect(await known()).toMatchObject({ faults: [] })
})

test('a failed task shows its reason and what was given back', async () => {
  const { mock, tab, create } = await usePage({ credits: 1000 })
  await askFor(tab, 'Moderation failure')
  await shows(tab, '#active-faults li', 'Moderation failure')
  await create()
  mock.advance(80_000)
  await shows(tab, '.task .state', 'fail')
  await shows(tab, '.task .word', 'CONTENT_POLICY_BLOCKED')
  await shows(tab, '.task .price', '160 credits, refunded')
  await tab.getByText('Entries').click()
  await shows(tab, '#bill-entries tr', /160.*refunded/)
  expect(await tab.locator('#bill dd').allTextContents()).toEqual(['160', '160', '1,000'])
})

test.each(['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '"><svg onload=alert(1)>'])(
  'the prompt %s is text',
  async (prompt) => {
    const { tab, create } = await usePage()
    await create(prompt)
    await tab.locator('.task .prompt').waitFor()
    expect(await tab.locator('.task .prompt').textContent()).toBe(prompt)
    expect(await tab.locator('.task').locator('img, script, svg').count()).toBe(0)
  },
)

test('of 1,000 tasks the newest 100 are shown, with a word about the others', async () => {
  const { mock, tab, create } = await usePage({ credits: 1e6 })
  await Promise.all(Array.from({ length: 1000 }, (_, index) => create(`clip ${index}`)))
  await shows(tab, '#tasks-count', '1,000, 1,000 running')
  await shows(tab, '#tasks-more', 'The newest 100 are shown, 900 older ones not.')
  expect(await tab.locator('.task').count()).toBe(100)
  mock.advance(80_000)
  await shows(tab, '#tasks-count', '1,000, all ended')
  // Only clips in sight are loaded.
  const loaded = await tab.locator('.task video[src]').count()
  expect(loaded).toBeGreaterThan(0)
  expect(loaded).toBeLessThan(20)
})

test('reset asks first, and then nothing is left', async () => {
  const { tab, create } = await usePage()
  await create()
  await tab.locator('.task').waitFor()
  const dialog = tab.locator('#reset-dialog')
  await tab.getByRole('button', { name: 'Reset…' }).click()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await create()
  await shows(tab, '#tasks-count', '2, 2 running')
  await tab.getByRole('button', { name: 'Reset…' }).click()
  await dialog.getByRole('button', { name: 'Reset' }).click()
  await shows(tab, '#welcome', 'No tasks yet')
  await shows(tab, '#no-requests', 'None yet.')
  await shows(tab, '#bill dd', '10,000.5')
  await create()
  await shows(tab, '#tasks-count', '1, 1 running')
  expect(await tab.locator('.task').count()).toBe(1)
})

test('it connects again to a mock that was stopped and started', async () => {
  const first = await startMock()
  const tab = await useTab(first, {}, /ERR_CONNECTION_REFUSED|ERR_INCOMPLETE|ERR_EMPTY|ERR_CONNECTION_RESET/)
  await first.close()
  await tab.locator('#connection[data-state=lost]').waitFor()
  const second = await startMock({ port: Number(new URL(first.url).port), credits: 77 })
  onTestFinished(() => second.close())
  await tab.locator('#connection[data-state=live]').waitFor()
  await shows(tab, '#bill dd', '77')
  expect(await tab.locator('#connection').textContent()).toBe('Live')
})

test('it says so when it cannot read the state, and goes on when it can', async () => {
  const mock = await startMock()
  const tab = await useTab(mock, {}, /status of 403/)
  const state = '**/_mock/page/state'
  await tab.route(state, (route) =>
    route.fulfill({ status: 403, json: { code: 403, msg: 'not from there' } }),
  )
  mock.fault({ kind: 'lostResponse' })
  await tab.locator('#connection[data-state=lost]').waitFor()
  await shows(tab, '#problem', 'not from there')
  await tab.unroute(state)
  await tab.locator('#connection[data-state=live]').waitFor()
  await shows(tab, '#active-faults li', 'Lose the answer')
  expect(await tab.locator('#problem').isVisible()).toBe(false)
  expect(await tab.locator('#connection').textContent()).toBe('Live')
})

describe('for everybody', () => {
  const prompt = `${'a very long word '.repeat(30)}${'x'.repeat(200)}`

  test.each([360, 390, 700, 900, 1050, 1280])('nothing scrolls sideways at a width of %i', async (width) => {
    const { mock, tab, create } = await usePage({}, { viewport: { width, height: 800 } })
    await shows(tab, '#welcome', 'No tasks yet')
    expect(await sidewaysOf(tab)).toBe(0)
    await create(prompt)
    await create(`${prompt.slice(0, 300)} [fail:server]`)
    await askFor(tab, 'Bad signature')
    await fetch(`${mock.url}/${'x'.repeat(190)}`)
    mock.advance(80_000)
    await shows(tab, '.task .state', 'success')
    await shows(tab, '#active-faults li', 'Callback: bad signature')
    await shows(tab, '#request-list tr', 'xxx')
    expect(await sidewaysOf(tab)).toBe(0)
    // Where it scrolls by itself, it would hide what is too wide.
    const beyond = await tab.locator('#task-list').evaluate((each) => each.scrollWidth - each.clientWidth)
    expect(beyond).toBe(0)
  })

  test.each(['light', 'dark'] as const)('every text is readable in %s', async (colorScheme) => {
    const { mock, tab, create } = await usePage({}, { colorScheme })
    await create('fine')
    await create('not so [fail:server]')
    await fetch(`${mock.url}/nowhere`)
    await askFor(tab, 'Rate limit')
    mock.advance(80_000)
    await shows(tab, '.task .state', 'fail')
    await shows(tab, '#active-faults li', 'Rate limit')
    await shows(tab, '#request-list tr', 'nowhere')
    const texts = [
      'h1',
      '#now',
      '.quiet',
      '.state',
      '.word',
      '.model',
      '.path',
      'td.bad',
      'dt',
      'summary',
      'button:enabled',
      '.active .quiet',
    ]
    for (const text of texts)
      expect(await contrastOf(tab.locator(text).first()), text).toBeGreaterThanOrEqual(4.5)
  })

  test('dark is another picture than light', async () => {
    const { tab } = await usePage()
    const ground = () => styleOf(tab.locator('body'), 'background-color')
    await tab.emulateMedia({ colorScheme: 'light' })
    const light = await ground()
    await tab.emulateMedia({ colorScheme: 'dark' })
    expect(await ground()).not.toBe(light)
  })

  test('the keyboard alone reaches the tasks, time and faults, and the focus is seen', async () => {
    const { tab } = await usePage()
    const reached: string[] = []
    for (let step = 0; step < 16; step += 1) {
      await tab.keyboard.press('Tab')
      const { name, outline } = await focusOf(tab)
      reached.push(name)
      expect(outline, name).not.toBe('none')
    }
    expect(reached.slice(0, 5)).toEqual([
      'Skip to the tasks',
      'Advance by 10 seconds',
      'Advance by 1 minute',
      'Advance by 5 minutes',
      'Reset…',
    ])
    expect(reached).toContain('Lose the answer')
    await tab.getByRole('button', { name: 'Advance by 1 minute' }).focus()
    await tab.keyboard.press('Enter')
    await shows(tab, '#now', '12:01:00')
    await shows(tab, '#announcement', 'Advanced by 1 min')
  })

  test('nothing moves for those who want less motion', async () => {
    const { tab } = await usePage()
    const duration = () => styleOf(tab.locator('#reset'), 'transition-duration')
    expect(await duration()).not.toBe('0s')
    await tab.emulateMedia({ reducedMotion: 'reduce' })
    expect(await duration()).toBe('0s')
  })
})
