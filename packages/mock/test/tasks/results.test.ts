import { describe, expect, test } from 'vitest'
import type { Mock } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { readMovie } from '../support/mp4.ts'
import { createTask, resultUrl, send, textAt, useMock } from '../support/mock.ts'

async function useResult(input: Record<string, unknown> = {}) {
  const mock = await useMock({ taskMs: 0 })
  const taskId = await createTask(mock, input)
  return { mock, taskId, url: await resultUrl(mock, taskId) }
}

const get = async (url: string, headers: Record<string, string> = {}, method = 'GET') => {
  const response = await fetch(url, { method, headers })
  return { status: response.status, headers: response.headers, bytes: await response.bytes() }
}

describe('the result is a clip of the asked aspect ratio and length', () => {
  const sizes = { '16:9': [640, 360], '9:16': [360, 640], '1:1': [480, 480] }
  const clips = Object.entries(sizes).flatMap(([aspect_ratio, [width, height]]) =>
    ['5', '10'].map((duration) => ({ aspect_ratio, duration, width, height })),
  )
  test.each(clips)('$aspect_ratio, $duration s', async ({ aspect_ratio, duration, width, height }) => {
    const { url } = await useResult({ aspect_ratio, duration })
    const { status, headers, bytes } = await get(url)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('video/mp4')
    expect(headers.get('content-length')).toBe(String(bytes.length))
    expect(readMovie(bytes)).toEqual({ seconds: Number(duration), width, height, codec: 'avc1' })
  })
})

test('there is no result before the task has ended, and none of a failed one', async () => {
  const clock = createFakeClock()
  const mock = await useMock({ clock })
  const [pending, failing] = [await createTask(mock), await createTask(mock, { prompt: '[fail:server]' })]
  expect((await get(`${mock.url}/results/${pending}.mp4`)).status).toBe(404)
  clock.advance(5_000)
  expect((await get(await resultUrl(mock, pending))).status).toBe(200)
  expect((await get(`${mock.url}/results/${failing}.mp4`)).status).toBe(404)
})

describe('parts of a result', () => {
  const parts = [
    { range: 'bytes=0-99', first: 0, last: 99 },
    { range: 'bytes=100-', first: 100, last: -1 },
    { range: 'bytes=-50', first: -50, last: -1 },
    { range: 'bytes=10-99999999', first: 10, last: -1 },
    { range: 'bytes=-99999999', first: 0, last: -1 },
  ]
  test.each(parts)('$range', async ({ range, first, last }) => {
    const { url } = await useResult()
    const { bytes: whole } = await get(url)
    const from = first < 0 ? whole.length + first : first
    const to = last < 0 ? whole.length + last : last
    const { status, headers, bytes } = await get(url, { range })
    expect(status).toBe(206)
    expect(headers.get('content-range')).toBe(`bytes ${from}-${to}/${whole.length}`)
    expect(headers.get('content-length')).toBe(String(to - from + 1))
    expect(Buffer.from(bytes).equals(whole.subarray(from, to + 1))).toBe(true)
  })

  test.each(['bytes=0-1,5-6', 'bytes=9-3', 'bytes=-', 'pages=1-2'])('%s is answered whole', async (range) => {
    const { url } = await useResult()
    expect((await get(url, { range })).status).toBe(200)
  })

  test.each(['bytes=99999999-', 'bytes=-0'])('%s lies outside', async (range) => {
    const { url } = await useResult()
    const { bytes } = await get(url)
    const { status, headers } = await get(url, { range })
    expect(status).toBe(416)
    expect(headers.get('content-range')).toBe(`bytes */${bytes.length}`)
  })
})

test('a result that the caller has is not sent again', async () => {
  const { url } = await useResult()
  const etag = (await get(url)).headers.get('etag') ?? ''
  expect(etag).toMatch(/^"[0-9a-f]+"$/)
  expect((await get(url, { 'if-none-match': `"other", W/${etag}` })).status).toBe(304)
  expect((await get(url, { 'if-none-match': '"other"' })).status).toBe(200)
  expect((await get(url, { 'if-range': etag, range: 'bytes=0-9' })).status).toBe(206)
  expect((await get(url, { 'if-range': '"other"', range: 'bytes=0-9' })).status).toBe(200)
})

test('HEAD answers the headers alone, and other methods are refused', async () => {
  const { url } = await useResult()
  const whole = await get(url)
  const head = await get(url, {}, 'HEAD')
  expect(head.bytes.length).toBe(0)
  expect(head.headers.get('content-length')).toBe(String(whole.bytes.length))
  const wrong = await get(url, {}, 'DELETE')
  expect(wrong.status).toBe(405)
  expect(wrong.headers.get('allow')).toBe('GET, HEAD')
})

const link = (mock: Mock, url: string) => send(mock, 'POST /api/v1/common/download-url', { url })

describe('download links', () => {
  test('lead to the same file, as an attachment', async () => {
    const { mock, url } = await useResult()
    const { envelope } = await link(mock, url)
    expect(envelope).toEqual({ code: 200, msg: 'success', data: expect.any(String) })
    const file = await get(textAt(envelope, 'data'))
    expect(file.headers.get('content-disposition')).toBe('attachment')
    expect(file.headers.get('etag')).toBe((await get(url)).headers.get('etag'))
  })

  test('are refused for any other URL', async () => {
    const { mock, taskId, url } = await useResult()
    const foreign = [
      `https://files.example/results/${taskId}.mp4`,
      `${mock.url}/results/${'0'.repeat(32)}.mp4`,
      url.replace('.mp4', '.gif'),
    ]
    for (const other of foreign) {
      const { status, envelope } = await link(mock, other)
      expect([status, envelope]).toEqual([200, { code: 422, msg: 'url is wrong', data: null }])
    }
  })
})
