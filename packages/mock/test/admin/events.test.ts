import { expect, test } from 'vitest'
import type { MockEvent } from '../../src/index.ts'
import { acceptTask } from '../../src/tasks/add-task.ts'
import type { Task } from '../../src/tasks/task.ts'
import { createRuntime, type Runtime } from '../../src/runtime.ts'
import { createFakeClock } from '../support/fake-clock.ts'

function useRuntime() {
  const clock = createFakeClock()
  const runtime = createRuntime({ clock }, new AbortController().signal, [], 0)
  const events: MockEvent[] = []
  const unsubscribe = runtime.events.subscribe((event) => events.push(event))
  const states = () =>
    events.filter((event) => event.type === 'task').map(({ taskId, state }) => `${taskId} ${state}`)
  /** Lets as much time pass, and what is due happen. */
  const pass = async (ms: number) => {
    clock.advance(ms)
    await new Promise(setImmediate)
  }
  return { clock, runtime, events, states, unsubscribe, pass }
}

function taskOf({ clock }: Runtime, id: string, failure?: Task['failure']): Task {
  const createdAt = clock.now()
  return {
    id,
    model: 'maker/video',
    kind: 'video',
    input: {},
    createdAt,
    endsAt: createdAt + 8_000,
    price: 160,
    resultUrls: ['http://127.0.0.1/results/x.mp4'],
    ...(failure && { failure }),
  }
}

test('a subscriber gets each state of a task, its charge and its refund', async () => {
  const { clock, runtime, events, pass } = useRuntime()
  const at = clock.now()
  acceptTask(runtime, taskOf(runtime, 'a', { code: '500', message: 'fake' }))
  for (let step = 0; step < 8; step += 1) await pass(1_000)
  const task = { type: 'task', taskId: 'a', model: 'maker/video' }
  const entry = { taskId: 'a', model: 'maker/video', credits: 160, at }
  expect(events).toEqual([
    { ...task, state: 'waiting', at },
    { type: 'bill', entry },
    { ...task, state: 'queuing', at: at + 1_000 },
    { ...task, state: 'generating', at: at + 2_000 },
    { ...task, state: 'fail', at: at + 8_000 },
    { type: 'bill', entry: { ...entry, refundedAt: at + 8_000 } },
  ])
  expect(clock.sleepers()).toBe(0)
})

test('a later subscriber gets what changes from then on', async () => {
  const { clock, runtime, states, unsubscribe, pass } = useRuntime()
  unsubscribe()
  acceptTask(runtime, taskOf(runtime, 'a'))
  await pass(1_500)
  expect([states(), clock.sleepers()]).toEqual([[], 0])
  const late: MockEvent[] = []
  runtime.events.subscribe((event) => late.push(event))
  await pass(100)
  expect(late).toEqual([])
  await pass(400)
  expect(late).toMatchObject([{ type: 'task', state: 'generating' }])
})

test('nothing from before a reset is emitted after it', async () => {
  const { clock, runtime, events, states, pass } = useRuntime()
  acceptTask(runtime, taskOf(runtime, 'a'))
  runtime.reset()
  acceptTask(runtime, taskOf(runtime, 'b'))
  await pass(0)
  await pass(8_000)
  expect(clock.sleepers()).toBe(0)
  expect(states()).toEqual(['a waiting', 'b waiting', 'b success'])
  expect(events.map(({ type }) => type)).toContain('reset')
})

test('the last 200 requests are kept', () => {
  const { runtime } = useRuntime()
  const request = { type: 'request', at: 0, method: 'GET', path: '/', status: 200, ms: 1 } as const
  for (let requestId = 1; requestId <= 250; requestId += 1) runtime.emit({ ...request, requestId })
  const kept = runtime.events.requests.map(({ requestId }) => requestId)
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, 51, 250])
  runtime.reset()
  expect(runtime.events.requests).toEqual([])
})
