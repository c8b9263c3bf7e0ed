import { describe, expect, test } from 'vitest'
import type { Mock } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { adminHeaders, createTask, key, send, useMock } from '../support/mock.ts'
import { outcomeOf, valid } from '../support/wire.ts'

const credit = 'GET /api/v1/chat/credit'

async function call(mock: Mock, target: string, body?: unknown) {
  const [method = '', path = ''] = target.split(' ')
  const response = await fetch(mock.url + path, {
    method,
    headers: adminHeaders,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: Object(await response.json()), headers: response.headers }
}

describe('without a key', () => {
  test('POST /_mock/faults asks for a fault, DELETE ends it', async () => {
    const mock = await useMock({ apiKey: key })
    const { body } = await call(mock, 'POST /_mock/faults', { fault: { kind: 'envelope', code: 505 } })
    expect((await send(mock, credit)).envelope.code).toBe(505)
    expect((await call(mock, 'GET /_mock/state')).body.faults).toEqual([
      { id: body.id, kind: 'envelope', code: 505, struck: 1 },
    ])
    expect((await call(mock, `DELETE /_mock/faults/${body.id}`)).status).toBe(200)
    expect((await send(mock, credit)).envelope.code).toBe(200)
    expect((await call(mock, `DELETE /_mock/faults/${body.id}`)).status).toBe(404)
  })

  test('DELETE /_mock/faults ends all, maintenance included', async () => {
    const mock = await useMock()
    mock.fault({ kind: 'maintenance' })
    mock.fault({ kind: 'envelope' })
    expect((await send(mock, credit)).envelope.code).toBe(455)
    await call(mock, 'DELETE /_mock/faults')
    expect((await send(mock, credit)).envelope.code).toBe(200)
    expect((await call(mock, 'GET /_mock/state')).body.faults).toEqual([])
  })

  test('GET /_mock/state shows everything but the key', async () => {
    const clock = createFakeClock()
    const mock = await useMock({ apiKey: key, callbackSecret: 'fake-secret', clock, credits: 1_000 })
    mock.fault({ kind: 'serverFailure', times: 2 })
    const taskId = await createTask(mock)
    clock.advance(5_000)
    await outcomeOf(mock, 'POST /api/v1/jobs/createTask', valid, { 'x-mock-fault': 'resetBeforeRead' })
    const { body, headers } = await call(mock, 'GET /_mock/state')
    expect(body).toEqual({
      now: clock.now(),
      settings: { errors: 'envelope', keyed: true, callbacksSigned: true, seed: 1 },
      balance: 1_000,
      tasks: mock.tasks(),
      bill: mock.bill(),
      callbacks: [],
      requests: [
        expect.objectContaining({ path: '/api/v1/jobs/createTask', code: 200, faults: ['serverFailure'] }),
        expect.objectContaining({ path: '/api/v1/jobs/createTask', status: 0, faults: ['resetBeforeRead'] }),
      ],
      faults: [{ id: 'fault-1', kind: 'serverFailure', times: 2, struck: 1, left: 1 }],
    })
    expect(body.tasks).toMatchObject([{ taskId, state: 'fail' }])
    expect(JSON.stringify(body)).not.toMatch(new RegExp(`${key}|fake-secret`))
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  test('POST /_mock/advance and /_mock/reset', async () => {
    const mock = await useMock()
    await createTask(mock)
    const { body } = await call(mock, 'POST /_mock/advance', { ms: 5_000 })
    expect(body.now).toBeGreaterThan(Date.now() + 4_000)
    expect(mock.tasks()).toMatchObject([{ state: 'success' }])
    await call(mock, 'POST /_mock/reset')
    expect((await call(mock, 'GET /_mock/state')).body).toMatchObject({ tasks: [], bill: [], requests: [] })
  })

  const wrong = [
    { target: 'POST /_mock/faults', body: '{"fault":', status: 400, msg: /not JSON/ },
    {
      target: 'POST /_mock/faults',
      body: { kind: 'envelope' },
      status: 400,
      msg: /the body must be \{"fault"/,
    },
    {
      target: 'POST /_mock/faults',
      body: { fault: { kind: 'nope' } },
      status: 400,
      msg: /there is no fault "nope"/,
    },
    { target: 'POST /_mock/advance', body: { ms: -1 }, status: 400, msg: /ms must be a number from 0/ },
    { target: 'POST /_mock/advance', body: { ms: '5' }, status: 400, msg: /for example \{"ms":60000\}/ },
    { target: 'POST /_mock/advance', status: 400, msg: /ms must be/ },
    { target: 'GET /_mock/nothing', status: 404, msg: /It has: \/_mock\/state, / },
    { target: 'PUT /_mock/reset', status: 405, msg: /takes POST/ },
    { target: 'POST /_mock/events', status: 405, msg: /takes GET/ },
  ]
  test.each(wrong)('$target $body → $status', async ({ target, body, status, msg }) => {
    const answer = await call(await useMock(), target, body)
    expect(answer.status).toBe(status)
    expect(answer.body.msg).toMatch(msg)
  })

  test('it is not among the requests', async () => {
    const mock = await useMock()
    mock.fault({ kind: 'gateway' })
    await call(mock, 'GET /_mock/state')
    expect((await call(mock, 'GET /_mock/state')).body.requests).toEqual([])
  })
})

test('GET /_mock/events streams what happens, as it happens', async () => {
  const clock = createFakeClock()
  const mock = await useMock({ clock, apiKey: key })
  const response = await fetch(`${mock.url}/_mock/events`, { headers: adminHeaders })
  expect(response.headers.get('content-type')).toBe('text/event-stream')
  const fault = mock.fault({ kind: 'serverFailure', times: 1 })
  const taskId = await createTask(mock)
  mock.reset()
  await mock.close()
  const text = await response.text()
  const events = [...text.matchAll(/^event: (\w+)\ndata: (.*)\n\n/gm)].map(([, type, data = '']) => {
    expect(JSON.parse(data).type).toBe(type)
    return JSON.parse(data)
  })
  expect(events).toEqual(
    expect.arrayContaining([
      { type: 'fault', change: 'added', id: fault.id, kind: 'serverFailure' },
      { type: 'fault', change: 'struck', id: fault.id, kind: 'serverFailure' },
      { type: 'fault', change: 'removed', id: fault.id, kind: 'serverFailure' },
      expect.objectContaining({ type: 'task', taskId, state: 'waiting' }),
      expect.objectContaining({ type: 'bill', entry: expect.objectContaining({ taskId, credits: 160 }) }),
      expect.objectContaining({ type: 'request', faults: ['serverFailure'] }),
      { type: 'reset' },
    ]),
  )
  expect(text).not.toContain(key)
})

test('a mock that listens on every address is administered by loopback', async () => {
  const mock = await useMock({ host: '0.0.0.0' })
  expect((await call(mock, 'GET /_mock/state')).status).toBe(200)
})
