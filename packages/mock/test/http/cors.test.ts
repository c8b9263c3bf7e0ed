import { describe, expect, test } from 'vitest'
import { createTask, key, resultUrl, send, useMock } from '../support/mock.ts'

const page = { origin: 'https://page.example' }
const preflight = {
  ...page,
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization',
}

describe('a page of another origin', () => {
  test('may ask and call every API path', async () => {
    const mock = await useMock()
    for (const path of [
      '/api/v1/jobs/createTask',
      '/api/v1/chat/credit',
      '/file-upload/api/file-stream-upload',
    ]) {
      const response = await fetch(mock.url + path, { method: 'OPTIONS', headers: preflight })
      expect(response.status).toBe(204)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(response.headers.get('access-control-allow-methods')).toMatch(/^(GET|POST)$/)
      expect(response.headers.get('access-control-allow-headers')).toBe(
        'Authorization, Content-Type, Prefer, X-Mock-Fault',
      )
    }
  })

  test('may read answers and errors alike', async () => {
    const mock = await useMock()
    for (const target of [
      'GET /api/v1/chat/credit',
      'GET /api/v1/jobs/recordInfo',
      'POST /api/v1/jobs/createTask',
      'GET /none',
    ])
      expect((await send(mock, target)).headers.get('access-control-allow-origin')).toBe('*')
  })

  test('may not read result files, as on the real host', async () => {
    const mock = await useMock({ taskMs: 0 })
    const response = await fetch(await resultUrl(mock, await createTask(mock)), { headers: page })
    expect(response.status).toBe(200)
    expect(response.headers.has('access-control-allow-origin')).toBe(false)
  })

  test('may do nothing where it is switched off', async () => {
    const mock = await useMock({ cors: false })
    const answers = [
      await fetch(`${mock.url}/api/v1/chat/credit`, { method: 'OPTIONS', headers: preflight }),
      await fetch(`${mock.url}/api/v1/chat/credit`, { headers: { authorization: `Bearer ${key}` } }),
    ]
    for (const { headers } of answers)
      expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
    expect(answers[0]?.headers.get('allow')).toBe('GET, OPTIONS')
  })
})
