import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { startMock, type MockEvent, type MockOptions } from '../src/index.ts'
import { createTask, key, send, useMock } from './support/mock.ts'

test('many mocks run side by side, each with its own tasks and credits', async () => {
  const mocks = await Promise.all(Array.from({ length: 20 }, (_, at) => useMock({ credits: 1_000 + at })))
  expect(new Set(mocks.map((mock) => mock.url)).size).toBe(20)
  await Promise.all(mocks.map((mock) => createTask(mock)))
  for (const [at, mock] of mocks.entries()) {
    expect(mock.tasks()).toHaveLength(1)
    expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.data).toBe(840 + at)
  }
})

test('close ends open connections, and can be called twice', async () => {
  const mock = await startMock()
  const idle = connect(Number(new URL(mock.url).port), '127.0.0.1')
  await once(idle, 'connect')
  const half = connect(Number(new URL(mock.url).port), '127.0.0.1')
  half.write('POST /api/v1/jobs/createTask HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n{')
  const ended = [idle, half].map(
    (socket) => new Promise((resolve) => socket.once('close', resolve).on('error', () => {})),
  )
  await Promise.all([mock.close(), mock.close()])
  await Promise.all(ended)
  await expect(fetch(mock.url)).rejects.toThrow('fetch failed')
})

test('await using closes it', async () => {
  let url
  {
    await using mock = await startMock()
    url = mock.url
    expect((await fetch(url)).status).toBe(404)
  }
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})

test('a port that is taken is said so', async () => {
  const mock = await useMock()
  const port = Number(new URL(mock.url).port)
  await expect(startMock({ port })).rejects.toThrow(
    `The mock cannot listen on 127.0.0.1, port ${port}: another program has this port. Take another port, or 0 for a free one.`,
  )
})

test('an address that the machine does not have is said so', async () => {
  await expect(startMock({ host: '192.0.2.1' })).rejects.toThrow('this machine has no such address')
})

describe('options that cannot work are refused', () => {
  const wrong: { options: MockOptions; message: string }[] = [
    { options: { taskMs: Number.NaN }, message: 'taskMs must be a number, 0 or more, not NaN' },
    { options: { credits: -1 }, message: 'credits must be a number, 0 or more, not -1' },
    { options: { maxBodyBytes: Number.POSITIVE_INFINITY }, message: 'maxBodyBytes must be a number' },
    { options: { apiKey: '' }, message: 'apiKey is empty' },
    {
      options: JSON.parse('{"errors":"loud"}'),
      message: "errors must be 'envelope' or 'http', not \"loud\"",
    },
  ]
  test.each(wrong)('$message', async ({ options, message }) => {
    await expect(startMock(options)).rejects.toThrow(message)
  })
})

test('a mock on IPv6 has a URL that works', async () => {
  const mock = await useMock({ host: '::1' })
  expect(mock.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
  expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.code).toBe(200)
})

test('links lead back the way the caller came', async () => {
  const mock = await useMock({ taskMs: 0, host: '0.0.0.0' })
  const port = new URL(mock.url).port
  expect(mock.url).toBe(`http://localhost:${port}`)
  await createTask({ ...mock, url: `http://127.0.0.1:${port}` })
  const [task] = mock.tasks()
  const { envelope } = await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${task?.taskId}`)
  expect(envelope.data).toMatchObject({
    resultJson: expect.stringContaining(`http://127.0.0.1:${port}/results/`),
  })
})

test('the log tells each request and never the key', async () => {
  const events: MockEvent[] = []
  const mock = await useMock({ apiKey: key, log: (event) => events.push(event) })
  const taskId = await createTask(mock)
  await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
  await send(mock, 'GET /none', undefined, { authorization: 'Bearer fake-wrong-key-0000' })
  const ms = expect.any(Number)
  expect(events).toEqual([
    { type: 'request', method: 'POST', path: '/api/v1/jobs/createTask', status: 200, code: 200, ms },
    {
      type: 'request',
      method: 'GET',
      path: `/api/v1/jobs/recordInfo?taskId=${taskId}`,
      status: 200,
      code: 200,
      ms,
    },
    { type: 'request', method: 'GET', path: '/none', status: 404, code: 404, ms },
  ])
  expect(JSON.stringify(events)).not.toMatch(/fake-/)
})
