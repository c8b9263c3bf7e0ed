import { describe, expect, test } from 'vitest'
import { createTask, key, resultUrl, send, useMock } from '../support/mock.ts'

const origin = 'http://localhost:5173'
const page = { origin }
const preflight = {
  ...page,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization',
}

describe('a page of an origin that is named', () => {
  const options = { cors: ['http://localhost:5173/', 'https://app.test'], taskMs: 0 }

  test('may ask and call every API path', async () => {
    const mock = await useMock(options)
    for (const path of [
      '/api/v1/jobs/createTask',
      '/api/v1/chat/credit',
      '/file-upload/api/file-stream-upload',
    ]) {
      const response = await fetch(mock.url + path, { method: 'OPTIONS', headers: preflight })
      expect(response.status).toBe(204)
      expect(response.headers.get('access-control-allow-origin')).toBe(origin)
      expect(response.headers.get('access-control-allow-methods')).toMatch(/^(GET|POST)$/)
      expect(response.headers.get('access-control-allow-headers')).toBe(
        'Authorization, Content-Type, Prefer, X-Mock-Fault',
      )
    }
  })

  test('may read answers and errors alike, also that its key is wrong', async () => {
    const mock = await useMock({ ...options, apiKey: 'fake-other-key-0000' })
    for (const target of [
      'GET /api/v1/chat/credit',
      'GET /api/v1/jobs/recordInfo',
      'POST /api/v1/jobs/createTask',
      'GET /none',
    ]) {
      const { headers } = await send(mock, target, undefined, page)
      expect([headers.get('access-control-allow-origin'), headers.get('vary')]).toEqual([origin, 'Origin'])
      expect(headers.get('access-control-expose-headers')).toBe('x-apikley-mock')
    }
  })

  test.each(['https://app.test', 'tauri://localhost', 'capacitor://localhost'])('as %s', async (app) => {
    const mock = await useMock({ cors: [app] })
    const { headers } = await send(mock, 'GET /api/v1/chat/credit', undefined, { origin: app })
    expect(headers.get('access-control-allow-origin')).toBe(app)
  })

  test('may show result files and not read them, as on the real host', async () => {
    const mock = await useMock(options)
    const url = await resultUrl(mock, await createTask(mock))
    for (const named of [page, { referer: `${origin}/clips`, 'sec-fetch-site': 'same-site' }]) {
      const { status, headers } = await fetch(url, { headers: named })
      expect(status).toBe(200)
      expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin')
      expect(headers.has('access-control-allow-origin')).toBe(false)
    }
  })
})

describe('a page of an origin that is not named', () => {
  test.each([
    { name: 'none is', options: {} },
    { name: 'another is', options: { cors: ['http://localhost:3000'] } },
  ])('may do nothing where $name', async ({ options }) => {
    const mock = await useMock(options)
    const answers = [
      await fetch(`${mock.url}/api/v1/chat/credit`, { method: 'OPTIONS', headers: preflight }),
      await fetch(`${mock.url}/api/v1/chat/credit`, {
        headers: { ...page, authorization: `Bearer ${key}` },
      }),
    ]
    for (const { status, headers } of answers) {
      expect(status).toBe(403)
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    }
    expect(await answers[1]?.text()).toContain('--cors http://localhost:5173')
  })
})
