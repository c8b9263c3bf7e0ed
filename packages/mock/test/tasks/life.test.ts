import { describe, expect, test } from 'vitest'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, readRecord, send, textAt, useMock, videoModel } from '../support/mock.ts'

const id = /^[0-9a-f]{32}$/

test('createTask answers a hex id twice', async () => {
  const mock = await useMock()
  const { status, envelope } = await send(mock, 'POST /api/v1/jobs/createTask', {
    model: videoModel,
    input: { prompt: 'a lighthouse at dusk' },
  })
  const taskId = textAt(envelope.data, 'taskId')
  expect(status).toBe(200)
  expect(envelope).toEqual({
    code: 200,
    msg: 'success',
    data: { taskId: expect.stringMatching(id), recordId: taskId },
  })
})

describe('a task of 8 seconds', () => {
  const life = [
    { at: 0, state: 'waiting' },
    { at: 999, state: 'waiting' },
    { at: 1_000, state: 'queuing' },
    { at: 1_999, state: 'queuing' },
    { at: 2_000, state: 'generating' },
    { at: 7_999, state: 'generating' },
    { at: 8_000, state: 'success' },
    { at: 800_000, state: 'success' },
  ]
  test.each(life)('is $state after $at ms', async ({ at, state }) => {
    const clock = createFakeClock()
    const mock = await useMock({ clock, taskMs: 8_000 })
    const taskId = await createTask(mock)
    clock.advance(at)
    expect((await readRecord(mock, taskId))['state']).toBe(state)
    expect(mock.tasks()).toMatchObject([{ taskId, state, model: videoModel }])
  })
})

test('a pending record has the recorded keys and types', async () => {
  const clock = createFakeClock()
  const mock = await useMock({ clock })
  const createTime = clock.now()
  const taskId = await createTask(mock)
  expect(await readRecord(mock, taskId)).toEqual({
    taskId,
    model: videoModel,
    state: 'waiting',
    param: expect.any(String),
    resultJson: '',
    failCode: null,
    failMsg: null,
    costTime: null,
    completeTime: null,
    createTime,
  })
})

test('a finished record has the recorded keys and types', async () => {
  const clock = createFakeClock()
  const mock = await useMock({ clock, taskMs: 7_900 })
  const createTime = clock.now()
  const taskId = await createTask(mock)
  clock.advance(60_000)
  const record = await readRecord(mock, taskId)
  const { resultUrls } = JSON.parse(textAt(record, 'resultJson'))
  expect(resultUrls).toEqual([expect.stringContaining(`${mock.url}/results/${taskId}.mp4?expires=`)])
  expect(record).toEqual({
    taskId,
    model: videoModel,
    state: 'success',
    param: expect.any(String),
    resultJson: expect.any(String),
    failCode: null,
    failMsg: null,
    costTime: 7,
    completeTime: createTime + 7_900,
    createTime,
  })
})

test('the fields of September 2026 join on request', async () => {
  const clock = createFakeClock()
  const mock = await useMock({ clock, laterFields: true })
  const taskId = await createTask(mock)
  const pending = await readRecord(mock, taskId)
  expect(pending).toMatchObject({ creditsConsumed: 160, operationType: videoModel, successFlag: 0 })
  expect(pending['paramJson']).toBe(pending['param'])
  expect(pending).not.toHaveProperty('response')
  clock.advance(5_000)
  const done = await readRecord(mock, taskId)
  expect(done).toMatchObject({ creditsConsumed: 160, successFlag: 1 })
  expect(done['response']).toEqual(JSON.parse(textAt(done, 'resultJson')))
})

test('param is JSON in JSON, with the defaults of the model filled in', async () => {
  const mock = await useMock()
  const taskId = await createTask(mock, { duration: '10' }, 'http://127.0.0.1:9/hook')
  const param = JSON.parse(textAt(await readRecord(mock, taskId), 'param'))
  expect(Object.keys(param)).toEqual(['input', 'model', 'callBackUrl'])
  expect(param).toMatchObject({ model: videoModel, callBackUrl: 'http://127.0.0.1:9/hook' })
  expect(JSON.parse(textAt(param, 'input'))).toEqual({
    prompt: 'a lighthouse at dusk',
    duration: '10',
    aspect_ratio: '16:9',
    cfg_scale: 0.5,
  })
})

test('an unknown id has no record', async () => {
  const mock = await useMock()
  const { status, envelope } = await send(
    mock,
    'GET /api/v1/jobs/recordInfo?taskId=0123456789abcdef0123456789abcdef',
  )
  expect(status).toBe(200)
  expect(envelope).toEqual({ code: 422, msg: 'recordInfo is null', data: null })
})

describe('a prompt can ask for a failure', () => {
  const markers = [
    { marker: '[fail:moderation]', failCode: '422', reason: /^CONTENT_POLICY_BLOCKED: / },
    { marker: '[fail:server]', failCode: '500', reason: /^Internal error/ },
  ]
  test.each(markers)('$marker', async ({ marker, failCode, reason }) => {
    const clock = createFakeClock()
    const mock = await useMock({ clock, laterFields: true })
    const taskId = await createTask(mock, { prompt: `a lighthouse ${marker} at dusk` })
    clock.advance(4_999)
    expect(await readRecord(mock, taskId)).toMatchObject({
      state: 'generating',
      failCode: null,
      failMsg: null,
    })
    clock.advance(1)
    expect(await readRecord(mock, taskId)).toMatchObject({
      state: 'fail',
      failCode,
      failMsg: expect.stringMatching(reason),
      resultJson: '',
      costTime: 5,
      completeTime: clock.now(),
      creditsConsumed: 0,
      successFlag: 3,
    })
  })

  test('other words in brackets ask for nothing', async () => {
    const clock = createFakeClock()
    const mock = await useMock({ clock })
    const taskId = await createTask(mock, { prompt: '[fail] a [fail:weather] lighthouse' })
    clock.advance(5_000)
    expect((await readRecord(mock, taskId))['state']).toBe('success')
  })
})
