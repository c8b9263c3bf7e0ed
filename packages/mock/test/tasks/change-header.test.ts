import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, send, textAt, useMock, videoModel } from '../support/mock.ts'

const header = 'x-apikley-mock'
const request = { model: videoModel, input: { prompt: 'a lighthouse at dusk' } }

describe('an answer about a task of 8 seconds tells when it changes', () => {
  const life = [
    { at: 0, changesIn: 1_000 },
    { at: 999, changesIn: 1 },
    { at: 1_000, changesIn: 1_000 },
    { at: 2_000, changesIn: 6_000 },
    { at: 8_000, changesIn: undefined },
  ]
  test.each(life)('$changesIn ms, when it is $at ms old', async ({ at, changesIn }) => {
    const clock = createFakeClock()
    const mock = await useMock({ clock, taskMs: 8_000 })
    const created = await send(mock, 'POST /api/v1/jobs/createTask', request)
    const taskId = textAt(created.envelope.data, 'taskId')
    expect(created.headers.get(header)).toBe(`task=${taskId}; changes-in=1000`)
    clock.advance(at)
    const { headers } = await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
    expect(headers.get(header)).toBe(
      changesIn === undefined ? null : `task=${taskId}; changes-in=${changesIn}`,
    )
  })
})

test('a task that has ended when it is answered changes at once', async () => {
  const mock = await useMock({ taskMs: 0 })
  const { envelope, headers } = await send(mock, 'POST /api/v1/jobs/createTask', request)
  expect(headers.get(header)).toBe(`task=${textAt(envelope.data, 'taskId')}; changes-in=0`)
})

test('the moment at which a record can be read is a change, too', async () => {
  const mock = await useMock({ clock: createFakeClock(), taskMs: 0, visibleAfterMs: 700 })
  const taskId = await createTask(mock)
  const { envelope, headers } = await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
  expect(envelope).toMatchObject({ code: 422, data: null })
  expect(headers.get(header)).toBe(`task=${taskId}; changes-in=700`)
})

const untold: { what: string; fault?: Fault; path?: string }[] = [
  { what: 'a task that never changes', fault: { kind: 'stuckWaiting' } },
  { what: 'a task that nobody knows', path: `/api/v1/jobs/recordInfo?taskId=${'0'.repeat(32)}` },
  { what: 'the credits', path: '/api/v1/chat/credit' },
]
test.each(untold)('nothing is told of $what', async ({ fault, path }) => {
  const mock = await useMock()
  if (fault) mock.fault(fault)
  const target = path === undefined ? 'POST /api/v1/jobs/createTask' : `GET ${path}`
  const { status, headers } = await send(mock, target, path === undefined ? request : undefined)
  expect([status, headers.get(header)]).toEqual([200, null])
})
