import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/index.ts'
import { useFolder } from '../support/folder.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, readRecord, send, useMock } from '../support/mock.ts'

describe('a task of 8 seconds, read second by second', () => {
  const normal = ['waiting', 'queuing', 'generating', 'generating', 'success', 'success']
  const rows: { fault: Fault; states: string[]; refunded: boolean }[] = [
    {
      fault: { kind: 'stuckWaiting' },
      states: ['waiting', 'waiting', 'waiting', 'waiting', 'waiting', 'waiting'],
      refunded: false,
    },
    {
      fault: { kind: 'unknownState' },
      states: ['waiting', 'queuing', 'archiving', 'archiving', 'success', 'success'],
      refunded: false,
    },
    {
      fault: { kind: 'unknownState', state: 'думает' },
      states: ['waiting', 'queuing', 'думает', 'думает', 'success', 'success'],
      refunded: false,
    },
    { fault: { kind: 'notYetVisible' }, states: ['422', '422', '422', ...normal.slice(3)], refunded: false },
    { fault: { kind: 'notYetVisible', ms: 1_000 }, states: ['422', ...normal.slice(1)], refunded: false },
    {
      fault: { kind: 'moderationFailure' },
      states: [...normal.slice(0, 4), 'fail', 'fail'],
      refunded: true,
    },
    { fault: { kind: 'serverFailure' }, states: [...normal.slice(0, 4), 'fail', 'fail'], refunded: true },
    { fault: { kind: 'successWithoutResult' }, states: normal, refunded: false },
  ]
  test.each(rows)('$fault → $states', async ({ fault, states, refunded }) => {
    const clock = createFakeClock()
    const mock = await useMock({ clock, taskMs: 8_000 })
    mock.fault(fault)
    const taskId = await createTask(mock)
    const seen: string[] = []
    for (const at of [0, 1_000, 2_000, 7_999, 8_000, 900_000]) {
      clock.advance(at - (clock.now() - (mock.tasks()[0]?.createdAt ?? 0)))
      const { envelope } = await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
      seen.push(envelope.code === 200 ? String(Object(envelope.data).state) : String(envelope.code))
    }
    expect(seen).toEqual(states)
    expect(mock.bill()).toMatchObject([{ taskId, credits: 160 }])
    expect(mock.bill()[0]?.refundedAt !== undefined).toBe(refunded)
  })
})

test('the faults of a task outlive the mock, with its state file', async () => {
  const state = join(await useFolder(), 'state.jsonl')
  const first = await useMock({ taskMs: 0, state })
  first.fault({ kind: 'stuckWaiting' })
  const taskId = await createTask(first)
  await first.close()
  const second = await useMock({ taskMs: 0, state })
  expect((await readRecord(second, taskId))['state']).toBe('waiting')
  expect((await readRecord(second, await createTask(second)))['state']).toBe('success')
})

describe('the record of a finished task', () => {
  const rows: { fault: Fault; record: Record<string, unknown> }[] = [
    {
      fault: { kind: 'successWithoutResult' },
      record: { state: 'success', resultJson: '{"resultUrls":[]}', failCode: null },
    },
    {
      fault: { kind: 'successWithoutResult', result: 'emptyText' },
      record: { state: 'success', resultJson: '', failCode: null },
    },
    {
      fault: { kind: 'moderationFailure' },
      record: { state: 'fail', failCode: '422', failMsg: expect.stringMatching(/^CONTENT_POLICY_BLOCKED: /) },
    },
    {
      fault: { kind: 'serverFailure' },
      record: { state: 'fail', failCode: '500', failMsg: expect.stringMatching(/^Internal error/) },
    },
  ]
  test.each(rows)('$fault', async ({ fault, record }) => {
    const mock = await useMock({ taskMs: 0, laterFields: true })
    mock.fault(fault)
    const seen = await readRecord(mock, await createTask(mock))
    expect(seen).toMatchObject(record)
    expect(seen).not.toHaveProperty('response')
  })
})
