import { describe, expect, test } from 'vitest'
import { adminHeaders, createTask, key, readRecord, send, useMock, videoModel } from '../support/mock.ts'
import { useReceiver } from '../support/receiver.ts'
import { createEventQueue } from '../support/event-queue.ts'
import type { Mock } from '../../src/index.ts'

const admin = async (mock: Mock, path: string, body?: unknown) => {
  const target = `${body === undefined ? 'GET' : 'POST'} /_mock/${path}`
  const { status, text } = await send(mock, target, body, adminHeaders)
  return { status, value: JSON.parse(text) }
}

const create = (mock: Mock, input: object, more: Record<string, string> = {}) =>
  send(mock, 'POST /api/v1/jobs/createTask', { model: videoModel, input }, more)

describe('a request can be looked into', () => {
  test('with its headers, its body and its answer', async () => {
    const mock = await useMock()
    await create(mock, { prompt: 'a lighthouse' }, { 'x-order': '17' })
    const { value } = await admin(mock, 'requests/1')
    expect(value).toMatchObject({
      requestId: 1,
      request: { headers: { 'x-order': '17', 'content-type': 'application/json' } },
      answer: { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' } },
    })
    expect(JSON.parse(value.request.body)).toEqual({ model: videoModel, input: { prompt: 'a lighthouse' } })
    expect(JSON.parse(value.answer.body)).toMatchObject({ code: 200, data: { taskId: expect.any(String) } })
  })

  test('and never shows the key, wherever it stands', async () => {
    const mock = await useMock()
    await create(mock, { prompt: `why ${key}?` }, { 'x-copy': key, cookie: `k=${key}`, 'x-api-key': key })
    await send(mock, 'POST /api/v1/common/download-url', { url: `http://a.example/${key}` })
    for (const id of [1, 2]) {
      const { status, value } = await admin(mock, `requests/${id}`)
      expect(status).toBe(200)
      expect(JSON.stringify(value)).not.toContain(key)
      expect(value.request.headers.authorization).toBe('(hidden)')
    }
  })

  test('a file is told by its type and size alone', async () => {
    const mock = await useMock({ taskMs: 0 })
    const form = new FormData()
    form.append('file', new File(['x'.repeat(500)], 'a.png'))
    form.append('uploadPath', 'p')
    await send(mock, 'POST /file-upload/api/file-stream-upload', form)
    const { value } = await admin(mock, 'requests/1')
    expect(value.request.body).toMatch(/^\(multipart\/form-data, \d{3} bytes\)$/)
  })

  test('the oldest are forgotten when all are too many, and long bodies are cut', async () => {
    const mock = await useMock({ credits: 1e6 })
    const long = 'x'.repeat(200_000)
    for (let sent = 0; sent < 80; sent += 1) await create(mock, { prompt: long })
    expect((await admin(mock, 'requests/1')).status).toBe(404)
    const { value } = await admin(mock, 'requests/80')
    expect(value.request.body.length).toBeLessThan(70_000)
    expect(value.request.body).toMatch(/x… \(200\d{3} bytes\)$/)
  })

  test.each(['requests/7', 'requests/x', 'tasks/x'])('what is not there is not found: %s', async (path) => {
    expect((await admin(await useMock(), path)).status).toBe(404)
  })
})

test('an answer that was lost is told so, one that arrived is not', async () => {
  const mock = await useMock()
  await create(mock, { prompt: 'one' }, { 'x-mock-fault': 'lostResponse' }).catch(() => {})
  await create(mock, { prompt: 'two' })
  const { value } = await admin(mock, 'page/state')
  expect(value.requests).toMatchObject([
    { status: 200, lost: true, faults: ['lostResponse'] },
    { status: 200 },
  ])
  expect(value.requests[1]).not.toHaveProperty('lost')
  expect(value.tasks).toMatchObject([{ text: 'one', lost: true }, { text: 'two' }])
  expect(value.tasks[1]).not.toHaveProperty('lost')
})

test('a task that never ends is told apart', async () => {
  const mock = await useMock({ taskMs: 0 })
  await create(mock, { prompt: 'stuck' }, { 'x-mock-fault': 'stuckWaiting' })
  await create(mock, { prompt: 'fine' })
  const { value } = await admin(mock, 'page/state')
  expect(value).toMatchObject({ unfinished: 0, stuck: 1, tasks: [{ stuck: true }, { text: 'fine' }] })
})

test('a task can be looked into, with its callback, every attempt of it, and its record', async () => {
  const { log, next } = createEventQueue()
  const receiver = await useReceiver()
  const mock = await useMock({ taskMs: 0, log })
  const taskId = await createTask(mock, {}, receiver.url)
  await next('callback')
  const { value } = await admin(mock, `tasks/${taskId}`)
  expect(value).toMatchObject({
    taskId,
    input: { prompt: 'a lighthouse at dusk', duration: '5' },
    callBackUrl: receiver.url,
    requestId: 1,
    faults: [],
    callbacks: [{ taskId, attempt: 1, status: 200, at: expect.any(Number) }],
  })
  expect(value.record).toEqual(await readRecord(mock, taskId))
  // The list of all attempts does not tell what stands in the address' query.
  const [shown = ''] = receiver.url.split('?', 1)
  expect(shown).not.toBe(receiver.url)
  const { callbacks, tasks } = (await admin(mock, 'page/state')).value
  expect([callbacks[0].url, tasks[0].callBackUrl]).toEqual([shown, shown])
})

describe('a top-up', () => {
  test('adds credits, and ends what says that there are none', async () => {
    const mock = await useMock({ credits: 100 })
    expect((await create(mock, { prompt: 'dear' })).envelope.code).toBe(402)
    expect((await admin(mock, 'credits', { credits: 1_000 })).value).toEqual({ balance: 1_100 })
    mock.fault({ kind: 'creditsRunOut' })
    expect((await create(mock, { prompt: 'dear' })).envelope.code).toBe(402)
    mock.topUp(60)
    expect((await create(mock, { prompt: 'dear' })).envelope.code).toBe(200)
    expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.data).toBe(1_000)
    mock.reset()
    expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.data).toBe(100)
  })

  test.each([0, -5, 'many', null])('of %j is refused', async (credits) => {
    const mock = await useMock()
    expect((await admin(mock, 'credits', { credits })).status).toBe(400)
    expect(() => mock.topUp(JSON.parse(JSON.stringify(credits)))).toThrow('credits must be a number above 0')
  })
})

test('the kinds of faults are told with their fields and defaults', async () => {
  const { value } = await admin(await useMock(), 'faults')
  expect(value).toMatchObject({
    faults: [],
    kinds: { http429: { summary: expect.any(String), fields: { retryAfter: { default: 1 } } } },
    options: { times: { type: 'integer' } },
  })
})
