import { expect, test } from 'vitest'
import { createEventQueue } from '../support/event-queue.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, readRecord, send, textAt, useMock, videoModel } from '../support/mock.ts'
import { useReceiver } from '../support/receiver.ts'

test('a finished task is posted to its callback URL, once and not before its end', async () => {
  const clock = createFakeClock()
  const receiver = await useReceiver()
  const { log, next } = createEventQueue()
  const mock = await useMock({ clock, log })
  const createTime = clock.now()
  const taskId = await createTask(mock, {}, receiver.url)
  clock.advance(4_999)
  await readRecord(mock, taskId)
  expect(receiver.count()).toBe(0)

  clock.advance(1)
  const record = await readRecord(mock, taskId)
  expect(await receiver.next()).toEqual({
    method: 'POST',
    contentType: 'application/json; charset=utf-8',
    body: {
      code: 200,
      msg: expect.any(String),
      data: { ...record, updateTime: createTime + 5_000, creditsConsumed: 160 },
    },
  })
  expect(await next('callback')).toEqual({
    type: 'callback',
    taskId,
    at: clock.now(),
    url: receiver.url.split('?')[0],
    attempt: 1,
    status: 200,
  })
  clock.advance(60_000)
  await readRecord(mock, taskId)
  expect(receiver.count()).toBe(1)
})

test('a failed task is posted with code 501 and its reason', async () => {
  const clock = createFakeClock()
  const receiver = await useReceiver()
  const mock = await useMock({ clock })
  const taskId = await createTask(mock, { prompt: '[fail:moderation]' }, receiver.url)
  clock.advance(5_000)
  expect((await receiver.next()).body).toEqual({
    code: 501,
    msg: expect.stringContaining('CONTENT_POLICY_BLOCKED'),
    data: expect.objectContaining({
      taskId,
      model: videoModel,
      state: 'fail',
      resultJson: null,
      failCode: '422',
      failMsg: expect.stringContaining('CONTENT_POLICY_BLOCKED'),
      creditsConsumed: 0,
    }),
  })
})

test('a callback that cannot be delivered is logged, and the mock goes on', async () => {
  const clock = createFakeClock()
  const { log, next } = createEventQueue()
  const mock = await useMock({ clock, log })
  // Port 9 (discard) is one that fetch refuses on its own.
  const taskId = await createTask(mock, {}, 'http://127.0.0.1:9/hook')
  clock.advance(5_000)
  expect(await next('callback')).toEqual({
    type: 'callback',
    taskId,
    at: clock.now(),
    url: 'http://127.0.0.1:9/hook',
    attempt: 1,
    problem: expect.stringMatching(/./),
    gaveUp: true,
  })
  expect((await readRecord(mock, taskId))['state']).toBe('success')
})

test('a receiver that answers an error is logged with its status', async () => {
  const clock = createFakeClock()
  const receiver = await useReceiver(503)
  const { log, next } = createEventQueue()
  const mock = await useMock({ clock, log })
  await createTask(mock, {}, receiver.url)
  clock.advance(5_000)
  expect(await next('callback')).toMatchObject({ type: 'callback', status: 503 })
})

test('a mock that stops sends no more callbacks', async () => {
  const clock = createFakeClock()
  const receiver = await useReceiver()
  const mock = await useMock({ clock })
  await createTask(mock, {}, receiver.url)
  expect(clock.sleepers()).toBe(1)
  await mock.close()
  expect(clock.sleepers()).toBe(0)
})

test('with the system clock the callback arrives by itself', async () => {
  const receiver = await useReceiver()
  const mock = await useMock({ taskMs: 30 })
  const taskId = await createTask(mock, {}, receiver.url)
  expect((await receiver.next()).body).toMatchObject({ code: 200, data: { taskId, state: 'success' } })
})

test.each(['', null])('a callback address that is %j is none', async (callBackUrl) => {
  const mock = await useMock({ taskMs: 0 })
  const input = { prompt: 'a lighthouse' }
  const { envelope } = await send(mock, 'POST /api/v1/jobs/createTask', {
    model: videoModel,
    callBackUrl,
    input,
  })
  const record = await readRecord(mock, textAt(envelope.data, 'taskId'))
  expect(Object.keys(JSON.parse(textAt(record, 'param')))).toEqual(['input', 'model'])
  expect(mock.tasks()[0]).not.toHaveProperty('callBackUrl')
})
