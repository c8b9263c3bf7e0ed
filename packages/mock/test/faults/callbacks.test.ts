import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Fault, Mock } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, readRecord, useMock } from '../support/mock.ts'
import { useReceiver, type Received } from '../support/receiver.ts'

const callbackSecret = 'fake-secret-for-tests'

/** A mock with one fault and a finished task. */
async function finished(
  fault: Fault,
): Promise<{ mock: Mock; taskId: string; next: () => Promise<Received> }> {
  const clock = createFakeClock()
  const receiver = await useReceiver()
  const mock = await useMock({ clock, callbackSecret })
  mock.fault(fault)
  const taskId = await createTask(mock, {}, receiver.url)
  clock.advance(5_000)
  return { mock, taskId, next: () => receiver.next() }
}

/** Whether the signature is the right one for its time, and how old it is in seconds. */
function signatureOf({ signature, timestamp }: Received, taskId: string, at: number) {
  const right = createHmac('sha256', callbackSecret).update(`${taskId}.${timestamp}`).digest('base64')
  return { right: signature === right, age: at / 1000 - Number(timestamp) }
}

describe('the signature of a callback', () => {
  const rows: { fault: Fault; right: boolean; age: number }[] = [
    { fault: { kind: 'callbackDuplicated' }, right: true, age: 0 },
    { fault: { kind: 'callbackBadSignature' }, right: false, age: 0 },
    { fault: { kind: 'callbackOldSignature' }, right: true, age: 600 },
    { fault: { kind: 'callbackOldSignature', ageMs: 301_000 }, right: true, age: 301 },
  ]
  test.each(rows)('$fault → right: $right, $age s old', async ({ fault, right, age }) => {
    const { mock, taskId, next } = await finished(fault)
    const at = (mock.tasks()[0]?.createdAt ?? 0) + 5_000
    expect(signatureOf(await next(), taskId, at)).toEqual({ right, age })
  })
})

test('callbackDuplicated: the same body, as often as asked', async () => {
  const { next } = await finished({ kind: 'callbackDuplicated', copies: 3 })
  const bodies = [(await next()).body, (await next()).body, (await next()).body]
  expect(bodies[1]).toEqual(bodies[0])
  expect(bodies[2]).toEqual(bodies[0])
})

test('callbackOldName: task_id for taskId', async () => {
  const { taskId, next } = await finished({ kind: 'callbackOldName' })
  const { body } = await next()
  expect(body).toMatchObject({ code: 200, data: { task_id: taskId, state: 'success' } })
  expect(Object(body).data).not.toHaveProperty('taskId')
})

test('callbackLost: nothing is sent, and the task is done all the same', async () => {
  const clock = createFakeClock()
  const receiver = await useReceiver()
  const mock = await useMock({ clock })
  const lost = mock.fault({ kind: 'callbackLost', times: 1 })
  const silent = await createTask(mock, {}, receiver.url)
  const heard = await createTask(mock, {}, receiver.url)
  clock.advance(5_000)
  expect((await receiver.next()).body).toMatchObject({ data: { taskId: heard } })
  expect(receiver.count()).toBe(1)
  expect((await readRecord(mock, silent))['state']).toBe('success')
  lost.stop()
})

test('stuckWaiting: a task that never ends sends no callback', async () => {
  const clock = createFakeClock()
  const receiver = await useReceiver()
  const mock = await useMock({ clock })
  mock.fault({ kind: 'stuckWaiting', times: 1 })
  await createTask(mock, {}, receiver.url)
  const other = await createTask(mock, {}, receiver.url)
  clock.advance(900_000)
  expect((await receiver.next()).body).toMatchObject({ data: { taskId: other } })
  expect(receiver.count()).toBe(1)
})

test('callbackLate: so long after the end', async () => {
  const clock = createFakeClock()
  const receiver = await useReceiver()
  const mock = await useMock({ clock })
  mock.fault({ kind: 'callbackLate', ms: 7_000 })
  const taskId = await createTask(mock, {}, receiver.url)
  clock.advance(11_999)
  expect((await readRecord(mock, taskId))['state']).toBe('success')
  expect(receiver.count()).toBe(0)
  clock.advance(1)
  expect((await receiver.next()).body).toMatchObject({ data: { taskId } })
})

test('callbackEarly: it arrives before the answer of createTask', async () => {
  const receiver = await useReceiver()
  const mock = await useMock()
  mock.fault({ kind: 'callbackEarly' })
  let answered = false
  const creating = createTask(mock, {}, receiver.url).then((taskId) => {
    answered = true
    return taskId
  })
  const { body } = await receiver.next()
  expect(answered).toBe(false)
  const taskId = await creating
  expect(body).toMatchObject({ code: 200, data: { taskId, state: 'success' } })
  expect((await readRecord(mock, taskId))['state']).toBe('success')
})

test('callbackEarly without a callback URL answers all the same', async () => {
  const mock = await useMock()
  mock.fault({ kind: 'callbackEarly' })
  expect((await readRecord(mock, await createTask(mock)))['state']).toBe('success')
})
