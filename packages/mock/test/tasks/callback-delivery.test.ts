import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { CallbackEvent, MockOptions } from '../../src/index.ts'
import { createEventQueue } from '../support/event-queue.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, useMock } from '../support/mock.ts'
import { useReceiver } from '../support/receiver.ts'

/** A mock whose callback events can be awaited one by one. */
async function useWatched(options: MockOptions = {}) {
  const clock = createFakeClock()
  const { log, next } = createEventQueue()
  const mock = await useMock({ clock, taskMs: 1_000, log, ...options })
  /** Resolves when the mock sleeps until a later moment: everything due now has happened. */
  const settled = async () => {
    while (clock.sleepers() === 0) await new Promise(setImmediate)
  }
  return { clock, mock, next: () => next('callback'), settled }
}

describe('a signed callback', () => {
  const secret = 'fake-secret-for-tests-0000'

  test('carries the time and the signature of id and time', async () => {
    const receiver = await useReceiver()
    const { clock, mock } = await useWatched({ callbackSecret: secret })
    const taskId = await createTask(mock, {}, receiver.url)
    clock.advance(1_000)
    const { timestamp, signature } = await receiver.next()
    expect(timestamp).toBe(String(Math.floor(clock.now() / 1000)))
    const expected = createHmac('sha256', secret).update(`${taskId}.${timestamp}`).digest('base64')
    expect(signature).toBe(expected)
  })

  test('is signed anew when it is sent again', async () => {
    const receiver = await useReceiver((count) => (count === 1 ? 500 : 200))
    const { clock, mock, next, settled } = await useWatched({ callbackSecret: secret })
    await createTask(mock, {}, receiver.url)
    clock.advance(1_000)
    const first = await receiver.next()
    await next()
    await settled()
    clock.advance(5_000)
    const second = await receiver.next()
    expect(Number(second.timestamp) - Number(first.timestamp)).toBe(5)
    expect(second.signature).not.toBe(first.signature)
  })

  test('is not, without a secret', async () => {
    const receiver = await useReceiver()
    const { clock, mock } = await useWatched()
    await createTask(mock, {}, receiver.url)
    clock.advance(1_000)
    const received = await receiver.next()
    expect(received).not.toHaveProperty('signature')
    expect(received).not.toHaveProperty('timestamp')
  })
})

describe('a callback that is not taken', () => {
  const refusals = [
    { name: 'an error', status: 503, problem: 'it answered HTTP 503, and 200 is expected' },
    { name: 'another success than 200', status: 204, problem: 'it answered HTTP 204, and 200 is expected' },
    { name: 'a redirect', status: 302, problem: 'it answered HTTP 302, and 200 is expected' },
  ]
  test.each(refusals)('by $name is sent four times in all', async ({ status, problem }) => {
    const receiver = await useReceiver(status)
    const { clock, mock, next, settled } = await useWatched()
    await createTask(mock, {}, receiver.url)
    for (const [at, pause] of [1_000, 5_000, 15_000, 45_000].entries()) {
      await settled()
      clock.advance(pause - 1)
      expect(receiver.count()).toBe(at)
      clock.advance(1)
      const event = await next()
      expect(event).toMatchObject({ attempt: at + 1, status, problem })
      // Only after the last it is given up.
      expect(event.gaveUp).toBe(at === 3 ? true : undefined)
    }
    clock.advance(1_000_000)
    expect(clock.sleepers()).toBe(0)
    expect(receiver.count()).toBe(4)
  })

  test('is not sent again once it was', async () => {
    const receiver = await useReceiver((count) => (count < 3 ? 500 : 200))
    const { clock, mock, next, settled } = await useWatched()
    await createTask(mock, {}, receiver.url)
    const attempts: CallbackEvent[] = []
    for (const pause of [1_000, 5_000, 15_000]) {
      await settled()
      clock.advance(pause)
      attempts.push(await next())
    }
    expect(attempts.map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 500],
      [2, 500],
      [3, 200],
    ])
    clock.advance(1_000_000)
    expect(clock.sleepers()).toBe(0)
    expect(receiver.count()).toBe(3)
  })

  test('within 15 s counts as failed', async () => {
    const receiver = await useReceiver((count) => (count === 1 ? 0 : 200))
    const { clock, mock, next, settled } = await useWatched()
    await createTask(mock, {}, receiver.url)
    clock.advance(1_000)
    await receiver.next()
    clock.advance(14_999)
    clock.advance(1)
    expect(await next()).toMatchObject({ attempt: 1, problem: 'no answer within 15 s' })
    await settled()
    clock.advance(5_000)
    expect(await next()).toMatchObject({ attempt: 2, status: 200 })
  })
})
