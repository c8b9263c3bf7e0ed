import { describe, expect, test } from 'vitest'
import type { Mock } from '../../src/index.ts'
import type { PageState } from '../../src/page/page-state.ts'
import { adminHeaders, createTask, key, send, useMock } from '../support/mock.ts'

const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('/', () => {
  test('is a page for a browser, which may load and run nothing foreign', async () => {
    const mock = await useMock()
    const response = await fetch(`${mock.url}/`, { headers: browser })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'")
    expect(policy).not.toContain('unsafe')
    expect(policy).toContain("frame-ancestors 'none'")
    expect(response.headers.get('x-frame-options')).toBe('DENY')
    expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(await response.text()).not.toMatch(/https?:|<style|style=|<script>| on\w+=/)
  })

  test.each(['application/json', '*/*', undefined])(
    'is no page for a program that accepts %s',
    async (accept) => {
      const mock = await useMock()
      const { status, envelope } = await send(
        mock,
        'GET /',
        undefined,
        accept === undefined ? {} : { accept },
      )
      expect(status).toBe(404)
      expect(envelope.msg).toContain('POST /api/v1/jobs/createTask')
    },
  )
})

describe('the files of the page', () => {
  test('are there, all that the page and its scripts name', async () => {
    const mock = await useMock()
    const seen = new Map<string, string | null>()
    const look = async (path: string): Promise<void> => {
      if (seen.has(path)) return
      const response = await fetch(mock.url + path, { headers: browser })
      seen.set(path, response.status === 200 ? response.headers.get('content-type') : String(response.status))
      const text = await response.text()
      const named = [
        ...text.matchAll(/"(\/_mock\/page\/[^"]+)"/g),
        ...text.matchAll(/from '\.(\/[a-z-]+\.js)'/g),
      ]
      for (const [, name = ''] of named) await look(name.startsWith('/_mock') ? name : `/_mock/page${name}`)
    }
    await look('/')
    const types = ['html; charset=utf-8', 'css; charset=utf-8', 'javascript; charset=utf-8']
    expect(new Set(seen.values())).toEqual(new Set([...types.map((type) => `text/${type}`), 'image/svg+xml']))
    expect(seen.size).toBeGreaterThan(10)
  })

  test.each(['none.js', 'tsconfig.json', '..%2fserve.ts', 'results/none.mp4', 'results/%zz', ''])(
    'are no others: %s',
    async (name) => {
      const mock = await useMock()
      expect((await send(mock, `GET /_mock/page/${name}`)).status).toBe(404)
    },
  )

  test('are not found above it either', async () => {
    const mock = await useMock()
    expect((await send(mock, 'GET /_mock/page/%2e%2e/page-folder.ts', undefined, adminHeaders)).status).toBe(
      404,
    )
  })

  test('cannot be written', async () => {
    const mock = await useMock()
    const { status, headers } = await send(mock, 'POST /_mock/page/main.js', { any: 'thing' })
    expect(status).toBe(405)
    expect(headers.get('allow')).toBe('GET, HEAD')
  })
})

describe('what the page shows', () => {
  test('is the bill with what was given back', async () => {
    const mock = await useMock({ taskMs: 0, credits: 1000 })
    await createTask(mock)
    await createTask(mock, { prompt: 'no [fail:moderation]' })
    const { money, tasks, unfinished } = await shown(mock)
    expect(money).toEqual({ charged: 320, refunded: 160, left: 840 })
    expect(tasks.map(({ state }) => state)).toEqual(['success', 'fail'])
    expect(tasks[1]?.failure?.code).toBe('422')
    expect(unfinished).toBe(0)
  })

  test('is what a client sees, not what the mock knows', async () => {
    const mock = await useMock({ taskMs: 0 })
    mock.fault({ kind: 'successWithoutResult' })
    await createTask(mock)
    const { tasks } = await shown(mock)
    expect(tasks).toMatchObject([{ state: 'success', resultUrls: [] }])
  })

  test('is the newest hundred of many tasks, and how many there are', async () => {
    const mock = await useMock({ credits: 1e6 })
    await Promise.all(
      Array.from({ length: 130 }, (_, index) => createTask(mock, { prompt: `task ${index}` })),
    )
    const state = await shown(mock)
    expect(state).toMatchObject({ taskCount: 130, unfinished: 130, money: { charged: 130 * 160 } })
    const newest = mock.tasks().slice(-100)
    expect(state.tasks.map(({ taskId }) => taskId)).toEqual(newest.map(({ taskId }) => taskId))
    expect(state.bill).toHaveLength(100)
  })

  test('has no key in it, and no long prompt', async () => {
    const mock = await useMock({ apiKey: key })
    await createTask(mock, { prompt: 'x'.repeat(2000) })
    const state = await shown(mock)
    expect(state.keyed).toBe(true)
    expect(JSON.stringify(state)).not.toContain(key)
    expect(state.tasks[0]?.text).toBe(`${'x'.repeat(500)}…`)
  })
})

async function shown(mock: Mock): Promise<PageState> {
  return JSON.parse((await send(mock, 'GET /_mock/page/state', undefined, adminHeaders)).text)
}

describe('a clip on the page', () => {
  test('uses up no fault, needs no link, and makes no line in the list of requests', async () => {
    const mock = await useMock({ taskMs: 0 })
    const taskId = await createTask(mock)
    mock.fault({ kind: 'linkExpired' })
    const range = { range: 'bytes=0-9' }
    const clip = await fetch(`${mock.url}/_mock/page/results/${taskId}.mp4`, { headers: range })
    expect(clip.status).toBe(206)
    expect((await clip.arrayBuffer()).byteLength).toBe(10)
    await fetch(`${mock.url}/`, { headers: browser })
    const { requests, faults } = await shown(mock)
    expect(requests.map(({ path }) => path)).toEqual(['/api/v1/jobs/createTask'])
    expect(faults).toMatchObject([{ kind: 'linkExpired', struck: 0 }])
  })
})
