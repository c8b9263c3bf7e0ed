import type { Task } from '@apikley/client'
import { expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { rejection, setUp } from '../set-up.ts'
import { failed, record, succeeded, taskId } from './records.ts'

const hurried = (): FakeClock => new FakeClock((ms) => ms < 60_000)

async function statesOf(updates: AsyncIterable<Task>): Promise<string[]> {
  const states: string[] = []
  for await (const { state } of updates) states.push(state)
  return states
}

it('gives each change of state, the last one included, and then ends', async () => {
  const { server, apikley } = await setUp({ clock: hurried() })
  const states = ['waiting', 'waiting', 'generating']
  server.on('recordInfo', ...states.map((state) => record(state)), succeeded())
  const onUpdate = vi.fn<() => void>()
  expect(await statesOf(apikley.tasks.watch(taskId, { onUpdate }))).toEqual([
    'waiting',
    'generating',
    'success',
  ])
  expect(onUpdate).toHaveBeenCalledTimes(3)
})

it('gives all of them to one who is slow', async () => {
  const { server, apikley } = await setUp({ clock: hurried() })
  server.on('recordInfo', record('waiting'), record('generating'), succeeded())
  const updates = apikley.tasks.watch(taskId)
  const states = [(await updates.next()).value?.state]
  while (server.received.length < 3) await new Promise((resolve) => setImmediate(resolve))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([...states, ...(await statesOf(updates))]).toEqual(['waiting', 'generating', 'success'])
})

it('gives a task that failed, and then throws as a wait does', async () => {
  const { server, apikley } = await setUp({ clock: hurried() })
  server.on('recordInfo', record('waiting'), failed('500', 'broken'))
  const states: string[] = []
  const watching = async (): Promise<void> => {
    for await (const { state } of apikley.tasks.watch(taskId)) states.push(state)
  }
  expect(await rejection(watching())).toMatchObject({ kind: 'task-failed', taskId })
  expect(states).toEqual(['waiting', 'fail'])
})

it('throws as a wait does when it is aborted', async () => {
  const { server, apikley } = await setUp({ clock: new FakeClock() })
  server.on('recordInfo', record('waiting'))
  const controller = new AbortController()
  const updates = apikley.tasks.watch(taskId, { signal: controller.signal })
  await updates.next()
  const next = rejection(updates.next())
  controller.abort(new Error('the user left'))
  expect(await next).toMatchObject({ kind: 'aborted', task: { state: 'waiting' } })
})

it('ends the waiting when the loop is left, and also while an update is being waited for', async () => {
  const clock = new FakeClock()
  const { server, apikley } = await setUp({ clock })
  server.on('recordInfo', record('waiting'))
  for await (const { state } of apikley.tasks.watch(taskId)) {
    expect(state).toBe('waiting')
    break
  }
  const updates = apikley.tasks.watch(taskId)
  await updates.next()
  const next = updates.next()
  expect(await updates.return?.()).toEqual({ done: true, value: undefined })
  expect(await next).toEqual({ done: true, value: undefined })
  await new Promise((resolve) => setImmediate(resolve))
  expect(clock.pending).toBe(0)
  expect(server.received).toHaveLength(2)
})

it('asks nothing before it is asked', async () => {
  const { server, apikley } = await setUp()
  const updates = apikley.tasks.watch(taskId)
  await new Promise((resolve) => setImmediate(resolve))
  await updates.return?.()
  expect(await updates.next()).toEqual({ done: true, value: undefined })
  expect(server.received).toEqual([])
})
