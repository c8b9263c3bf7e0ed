import { describe, expect, test, vi } from 'vitest'
import type { MockEvent } from '../../src/index.ts'
import { startMockOf } from '../../src/start.ts'
import { key, send, useMock, videoModel } from '../support/mock.ts'
import { twoModels } from '../support/two-models.ts'

const create = 'POST /api/v1/jobs/createTask'
const video = (input: unknown, rest: object = {}) => ({ model: videoModel, input, ...rest })
const lighthouse = { prompt: 'a lighthouse at dusk' }

describe('a request that breaks the contract is answered with code 422 and what is wrong', () => {
  const wrong = [
    {
      name: 'a prompt too long',
      body: video({ prompt: 'x'.repeat(5_001) }),
      msg: ['input.prompt must NOT have more than 5000'],
    },
    {
      name: 'a number as duration',
      body: video({ ...lighthouse, duration: 5 }),
      msg: ['input.duration must be string'],
    },
    {
      name: 'two mistakes',
      body: video({ ...lighthouse, duration: '7', cfg_scale: 1.1 }),
      msg: ['input.duration', 'input.cfg_scale must be <= 1'],
    },
    {
      name: 'a callback URL that is none',
      body: video(lighthouse, { callBackUrl: 'nowhere' }),
      msg: ['callBackUrl must match format "uri"'],
    },
    {
      name: 'a number as model',
      body: { model: 1, input: lighthouse },
      msg: ["the property 'model', a string"],
    },
    { name: 'a list', body: [], msg: ['must be object'] },
  ]
  test.each(wrong)('$name', async ({ body, msg }) => {
    const mock = await useMock()
    const { status, envelope } = await send(mock, create, body)
    expect(status).toBe(200)
    expect(envelope).toMatchObject({ code: 422, data: null })
    for (const part of msg) expect(envelope.msg).toContain(part)
    expect(mock.tasks()).toEqual([])
  })

  test('a query without taskId', async () => {
    for (const query of ['', '?taskid=1', '?TASKID=1']) {
      const { envelope } = await send(await useMock(), `GET /api/v1/jobs/recordInfo${query}`)
      expect(envelope).toMatchObject({ code: 422, msg: expect.stringContaining('taskId') })
    }
  })

  test('another content type', async () => {
    const init = { 'content-type': 'text/plain' }
    const mock = await useMock()
    const answers = [
      await send(mock, create, JSON.stringify(video(lighthouse)), init),
      await send(mock, 'POST /api/v1/common/download-url', '{"url":"x"}', init),
    ]
    for (const { envelope } of answers)
      expect(envelope).toMatchObject({ code: 422, msg: expect.stringMatching(/content.type/i) })
  })
})

describe('a task that lacks a field is answered as it was recorded, and the log says which', () => {
  const lacking = [
    { name: 'no prompt', body: video({}), problem: "input must have required property 'prompt'" },
    { name: 'no input', body: { model: videoModel }, problem: "must have required property 'input'" },
    { name: 'no model', body: { input: lighthouse }, problem: "must have required property 'model'" },
    {
      name: 'no prompt, and another mistake',
      body: video({ duration: '7' }),
      problem: /'prompt'.*allowed values: 5, 10/,
    },
  ]
  test.each(lacking)('$name', async ({ body, problem }) => {
    const events: MockEvent[] = []
    const mock = await useMock({ log: (event) => void events.push(event) })
    const { status, envelope } = await send(mock, create, body)
    expect([status, envelope]).toEqual([200, { code: 500, msg: 'This field is required' }])
    expect(mock.tasks()).toEqual([])
    await vi.waitFor(() =>
      expect(events).toMatchObject([
        { type: 'request', code: 500, problem: expect.stringMatching(new RegExp(problem)) },
      ]),
    )
  })

  test('with errors: http, the status says it too', async () => {
    const { status } = await send(await useMock({ errors: 'http' }), create, video({}))
    expect(status).toBe(500)
  })

  test('another operation that lacks one is answered as the page has it', async () => {
    const { envelope } = await send(await useMock(), 'POST /api/v1/common/download-url', {})
    expect(envelope).toMatchObject({ code: 422, msg: expect.stringContaining("'url'") })
  })
})

test('an unknown model is answered as it was recorded', async () => {
  const { status, envelope } = await send(await useMock(), create, { model: 'nobody/knows', input: {} })
  expect(status).toBe(200)
  expect(envelope).toEqual({
    code: 422,
    msg: expect.stringContaining('model name you specified is not supported'),
  })
})

describe('with several models', () => {
  const cases = [
    {
      model: 'clay/pot',
      input: { prompt: 5 },
      msg: 'Request body property input.prompt must be string',
    },
    {
      model: 'glass/bowl',
      input: { tint: 'red' },
      msg: 'Request body property input.tint must be equal to one of the allowed values: blue, green',
    },
  ]
  test.each(cases)(
    'a wrong body for $model gets the errors of $model alone',
    async ({ model, input, msg }) => {
      await using mock = await startMockOf(twoModels)
      expect((await send(mock, create, { model, input })).envelope).toEqual({ code: 422, msg, data: null })
    },
  )

  test('each gets its own defaults, nested ones too', async () => {
    await using mock = await startMockOf(twoModels)
    await send(mock, create, { model: 'clay/pot', input: { prompt: 'a pot' } })
    await send(mock, create, { model: 'glass/bowl', input: { tint: 'blue', rim: {} } })
    await send(mock, create, { model: 'glass/bowl', input: { tint: 'blue', rim: { width: null } } })
    expect(mock.tasks().map((task) => task.input)).toEqual([
      { prompt: 'a pot', handles: 2 },
      { tint: 'blue', rim: { width: 0.5 } },
      { tint: 'blue', rim: { width: null } },
    ])
  })

  test('the document is left as it was', async () => {
    const document = structuredClone(twoModels)
    await using mock = await startMockOf(document)
    await send(mock, create, { model: 'glass/bowl', input: { tint: 'blue' } }, { prefer: 'dynamic=true' })
    await send(mock, 'GET /api/v1/legend?page=1')
    expect(document).toEqual(twoModels)
  })

  test('a model is read when it is first asked for, so that the others cost nothing at the start', async () => {
    const document = structuredClone(twoModels)
    const schemas = Object(document['components']).schemas
    schemas.GlassBowlRequest.properties.input.$ref = '#/components/schemas/Nowhere'
    await using mock = await startMockOf(document)
    const codes = []
    for (const model of ['clay/pot', 'glass/bowl'])
      codes.push((await send(mock, create, { model, input: { prompt: 'x', tint: 'blue' } })).envelope.code)
    expect(codes).toEqual([200, 500])
  })

  test('an operation that the mock knows no life for answers its example', async () => {
    await using mock = await startMockOf(twoModels)
    expect((await send(mock, 'GET /api/v1/legend?page=1')).envelope.data).toBe('example of a legend')
    expect((await send(mock, 'GET /api/v1/legend?page=one')).envelope.code).toBe(422)
  })
})

describe('the key', () => {
  const keys = [
    { name: 'none', apiKey: undefined, authorization: '', code: 401 },
    { name: 'another scheme', apiKey: undefined, authorization: 'Basic eDp5', code: 401 },
    { name: 'any', apiKey: undefined, authorization: 'Bearer anything', code: 200 },
    { name: 'the right one', apiKey: key, authorization: `Bearer ${key}`, code: 200 },
    { name: 'a wrong one', apiKey: key, authorization: 'Bearer anything', code: 401 },
    { name: 'none where one is set', apiKey: key, authorization: '', code: 401 },
  ]
  test.each(keys)('$name → $code', async ({ apiKey, authorization, code }) => {
    const mock = await useMock({ ...(apiKey !== undefined && { apiKey }) })
    const requests = [
      ['GET /api/v1/chat/credit'],
      [create, video(lighthouse)],
      [create, video(lighthouse), { prefer: 'example=error429' }],
    ] as const
    for (const [target, body, more] of requests) {
      const { status, envelope } = await send(mock, target, body, { authorization, ...more })
      expect([status, envelope.code]).toEqual([200, code === 200 && more ? 429 : code])
    }
  })

  test('is asked for before anything is said about the body', async () => {
    const mock = await useMock()
    for (const body of ['{', '[]', '{"model":"nobody/knows"}', '{"model":1}', ''])
      expect((await send(mock, create, body, { authorization: '' })).envelope.code).toBe(401)
  })
})

describe('errors as HTTP statuses', () => {
  const cases = [
    { target: create, body: video({ prompt: 5 }), status: 422 },
    { target: create, body: video(lighthouse), status: 402 },
    { target: create, body: '{', status: 400 },
    { target: 'GET /api/v1/jobs/recordInfo?taskId=unknown', status: 422 },
    { target: 'GET /api/v1/chat/credit', status: 200 },
  ]
  test.each(cases)('$target → $status', async ({ target, body, status }) => {
    const mock = await useMock({ errors: 'http', credits: 0 })
    const answer = await send(mock, target, body)
    expect([answer.status, answer.envelope.code]).toEqual([status, status])
  })

  test('a missing key → 401', async () => {
    const mock = await useMock({ errors: 'http' })
    const { status } = await send(mock, 'GET /api/v1/chat/credit', undefined, { authorization: '' })
    expect(status).toBe(401)
  })
})

describe('Prefer', () => {
  const cases = [
    { prefer: 'example=error455', status: 200, code: 455 },
    { prefer: 'example="error402"', status: 200, code: 402 },
    { prefer: 'code=429', status: 429, code: 429 },
    { prefer: 'dynamic=true', status: 200, code: expect.any(Number) },
    { prefer: 'dynamic=true; code=402', status: 402, code: expect.any(Number) },
    { prefer: 'example=nobody-knows', status: 404, code: 404 },
    { prefer: 'respond-async', status: 200, code: 200 },
  ]
  test.each(cases)('$prefer → $status', async ({ prefer, status, code }) => {
    const mock = await useMock()
    const answer = await send(mock, create, video(lighthouse), { prefer })
    expect([answer.status, answer.envelope.code]).toEqual([status, code])
    expect(mock.tasks()).toHaveLength(prefer === 'respond-async' ? 1 : 0)
  })

  test('does not help an invalid request', async () => {
    const mock = await useMock()
    const { envelope } = await send(mock, create, video({ prompt: 5 }), { prefer: 'example=success' })
    expect(envelope.code).toBe(422)
  })
})
