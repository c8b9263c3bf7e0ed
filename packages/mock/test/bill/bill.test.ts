import { AssertionError } from 'node:assert'
import { describe, expect, test } from 'vitest'
import type { Mock, MockTask } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, send, useMock, videoModel } from '../support/mock.ts'

test('the bill tells who was charged for what and when, and what was given back', async () => {
  const clock = createFakeClock()
  const mock = await useMock({ clock })
  const start = clock.now()
  const one = await createTask(mock)
  clock.advance(100)
  await send(mock, 'GET /api/v1/chat/credit')
  const other = await createTask(mock, { prompt: '[fail:server]', duration: '10' })
  const entries = [
    { taskId: one, model: videoModel, credits: 160, at: start, requestId: 1 },
    { taskId: other, model: videoModel, credits: 320, at: start + 100, requestId: 3 },
  ]
  expect(mock.bill()).toEqual(entries)
  clock.advance(5_000)
  expect(mock.bill()).toEqual([entries[0], { ...entries[1], refundedAt: start + 5_100 }])
})

describe('refused requests are not on the bill', () => {
  const refused = [
    { name: 'too few credits', options: { credits: 100 }, code: 402, msg: /^Credits insufficient$/ },
    {
      name: 'too few credits, as the twin said it',
      options: { credits: 100, creditsRefusal: 500 },
      code: 500,
      msg: /^Credits insufficient$/,
    },
    { name: 'the wrong key', options: { apiKey: 'fake-other-key-0000' }, code: 401, msg: /^Unauthorized/ },
  ] as const
  test.each(refused)('$name: code $code', async ({ options, code, msg }) => {
    const mock = await useMock(options)
    const body = { model: videoModel, input: { prompt: 'a lighthouse' } }
    const { envelope } = await send(mock, 'POST /api/v1/jobs/createTask', body)
    expect(envelope.code).toBe(code)
    expect(envelope.msg).toMatch(msg)
    expect(mock.bill()).toEqual([])
  })
})

describe('assertChargedOnce', () => {
  const day = { prompt: 'a lighthouse by day' }
  const night = { prompt: 'a lighthouse by night' }
  const failing = { prompt: 'a lighthouse [fail:server]' }
  const isLong = (task: MockTask) => task.input['duration'] === '10'
  const cases: {
    name: string
    tasks: Record<string, unknown>[]
    which?: string | ((task: MockTask) => boolean)
    problem?: RegExp
  }[] = [
    { name: 'one request', tasks: [day] },
    { name: 'two different requests', tasks: [day, night] },
    {
      name: 'the same request after a refund',
      tasks: [failing, failing],
      problem: /^Nothing was charged \(2 more/,
    },
    { name: 'no request', tasks: [], problem: /^Nothing was charged\.$/ },
    { name: 'the same request twice', tasks: [day, night, day], problem: /more than once:\n.*by day/ },
    {
      name: 'the same with its members in another order',
      tasks: [
        { prompt: 'x', duration: '5' },
        { duration: '5', prompt: 'x' },
      ],
      problem: /160 credits for task [0-9a-f]{32}, 2026-11-22T12:00:00.000Z\n.*160 credits for task/,
    },
    { name: 'one with the text', tasks: [day, night], which: 'by day' },
    { name: 'two with the text', tasks: [day, night], which: 'lighthouse', problem: /more than once/ },
    {
      name: 'none with the text',
      tasks: [day],
      which: 'whale',
      problem: /^Nothing was charged for such a task\.$/,
    },
    { name: 'one by a function', tasks: [day, { ...day, duration: '10' }], which: isLong },
    { name: 'none by a function', tasks: [day], which: isLong, problem: /^Nothing was charged for such/ },
  ]
  test.each(cases)('$name: $problem', async ({ tasks, which, problem = /^$/ }) => {
    const clock = createFakeClock()
    const mock = await useMock({ clock })
    for (const input of tasks) await createTask(mock, input)
    clock.advance(60_000)
    expect(failureOf(() => mock.assertChargedOnce(which))).toMatch(problem)
  })
})

/** The message of the AssertionError; empty when there is none. */
function failureOf(work: () => void): string {
  try {
    work()
    return ''
  } catch (error) {
    return error instanceof AssertionError ? error.message : `another error: ${String(error)}`
  }
}

const balance = async (mock: Mock) => (await send(mock, 'GET /api/v1/chat/credit')).envelope.data

test('advance moves the time of the mock on', async () => {
  const mock = await useMock({ taskMs: 60_000 })
  await createTask(mock)
  mock.advance(59_000)
  expect(mock.tasks()).toMatchObject([{ state: 'generating' }])
  mock.advance(1_000)
  expect(mock.tasks()).toMatchObject([{ state: 'success' }])
  for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => mock.advance(ms)).toThrow(`advance: ms must be a number, 0 or more, not ${ms}.`)
})

test('reset begins anew', async () => {
  const clock = createFakeClock()
  const mock = await useMock({
    clock,
    credits: 500,
    rateLimits: { createTask: { requests: 1, perMs: 1_000 } },
  })
  const taskId = await createTask(mock, {}, 'http://127.0.0.1:9/hook')
  await send(mock, 'POST /file-upload/api/file-base64-upload', {
    base64Data: 'eA==',
    uploadPath: 'p',
    fileName: 'x',
  })
  mock.advance(1_000)
  expect((await fetch(`${mock.url}/uploads/p/x`)).status).toBe(200)
  mock.reset()
  expect([mock.tasks(), mock.bill(), await balance(mock)]).toEqual([[], [], 500])
  expect((await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)).envelope.code).toBe(422)
  expect((await fetch(`${mock.url}/uploads/p/x`)).status).toBe(404)
  expect(clock.sleepers()).toBe(0)
  await createTask(mock)
  expect(mock.tasks()).toMatchObject([{ createdAt: clock.now() }])
})
