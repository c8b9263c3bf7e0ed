import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { startMock, type MockEvent, type MockOptions } from '../../src/index.ts'
import { createTask, key, send, useMock } from '../support/mock.ts'

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
    { options: JSON.parse('{"taskms":0}'), message: "there is no option 'taskms'; did you mean taskMs?" },
    { options: JSON.parse('{"tls":"yes"}'), message: 'tls must be true or false, not "yes"' },
    { options: { credits: -1 }, message: 'credits must be a number, 0 or more, not -1' },
    { options: { maxBodyBytes: Number.POSITIVE_INFINITY }, message: 'maxBodyBytes must be a number' },
    { options: { apiKey: '' }, message: 'apiKey is empty' },
    {
      options: { callbackSecret: '' },
      message: 'callbackSecret is empty. Leave it out to send callbacks unsigned.',
    },
    { options: { state: '' }, message: 'state is empty. Leave it out to keep everything in memory.' },
    { options: { host: '' }, message: 'host is empty. Leave it out for this machine alone' },
    { options: { maxUploadBytes: -1 }, message: 'maxUploadBytes must be a number, 0 or more, not -1' },
    {
      options: JSON.parse('{"reach":"all"}'),
      message: "reach must be 'public' or 'loopback' or 'private', not \"all\"",
    },
    { options: JSON.parse('{"cors":true}'), message: 'cors must be a list of origins, for example' },
    ...['*', 'null', 'localhost:5173', 'http://localhost:5173/app', 'http://*.test', 'file:///x', ''].map(
      (origin) => ({
        options: { cors: [origin] },
        message: `cors must be a list of origins, for example ['http://localhost:5173'], not [ '${origin}' ]`,
      }),
    ),
    ...['mock:4010', 'http://mock', '*', ''].map((name) => ({
      options: { allowHosts: [name] },
      message: `allowHosts must be a list of names without a port, for example ['mock.test'], not [ '${name}' ]`,
    })),
    { options: { linkMs: -1 }, message: 'linkMs must be a number, 0 or more, not -1' },
    { options: { visibleAfterMs: -1 }, message: 'visibleAfterMs must be a number, 0 or more, not -1' },
    { options: { speed: 0 }, message: 'speed must be a number above 0, not 0' },
    {
      options: { speed: 1, taskMs: 1 },
      message: 'taskMs fixes what speed would draw. Leave one of them out.',
    },
    { options: { seed: 1.5 }, message: 'seed must be a whole number, not 1.5' },
    { options: { stayWaiting: 1.1 }, message: 'stayWaiting must be a number from 0 to 1, not 1.1' },
    { options: JSON.parse('{"creditsRefusal":403}'), message: 'creditsRefusal must be 402 or 500, not 403' },
    {
      options: JSON.parse('{"rateLimits":"some"}'),
      message: "rateLimits must be 'real' or 'off', not \"some\"",
    },
    {
      options: { rateLimits: { getTask: { requests: 1, perMs: 0 } } },
      message: 'rateLimits.getTask.perMs must be a number above 0, not 0',
    },
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

test('the log gets each request and never the key', async () => {
  const events: MockEvent[] = []
  const mock = await useMock({ apiKey: key, log: (event) => events.push(event) })
  const taskId = await createTask(mock)
  await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
  await send(mock, 'GET /none', undefined, { authorization: 'Bearer fake-wrong-key-0000' })
  const ms = expect.any(Number)
  const seen = (requestId: number) => ({ type: 'request', requestId, at: expect.any(Number) })
  expect(events).toEqual([
    { ...seen(1), method: 'POST', path: '/api/v1/jobs/createTask', status: 200, code: 200, ms },
    {
      ...seen(2),
      method: 'GET',
      path: `/api/v1/jobs/recordInfo?taskId=${taskId}`,
      status: 200,
      code: 200,
      ms,
    },
    { ...seen(3), method: 'GET', path: '/none', status: 404, code: 404, ms },
  ])
  expect(JSON.stringify(events)).not.toMatch(/fake-/)
})
