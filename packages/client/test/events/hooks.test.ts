import type { HookEvents, Hooks } from '@apikley/client'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { failed, succeeded, taskId } from '../tasks/records.ts'

type Told = { [Name in keyof HookEvents]: [Name, HookEvents[Name]] }[keyof HookEvents]

/** Hooks that write down what they are told. */
function recorder(): { hooks: Hooks; told: Told[] } {
  const told: Told[] = []
  return {
    told,
    hooks: {
      onRequest: (event) => told.push(['onRequest', event]),
      onResponse: (event) => told.push(['onResponse', event]),
      onRetry: (event) => told.push(['onRetry', event]),
      onStateChange: (event) => told.push(['onStateChange', event]),
    },
  }
}

describe('the hooks are told of', () => {
  it('a request before it is sent, and of its answer', async () => {
    const { hooks, told } = recorder()
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ hooks, clock })
    server.on('recordInfo', succeeded())
    const task = apikley.tasks.get(taskId)
    await server.arrival('recordInfo')
    const request = { method: 'GET', path: '/api/v1/jobs/recordInfo' }
    expect(told).toEqual([['onRequest', { request, taskId }]])
    clock.advance(40)
    await task
    const answered = { request, taskId, ms: 40, status: 200, code: 200 }
    expect(told.slice(1)).toEqual([['onResponse', answered]])
  })

  it('a request that fails, with its error', async () => {
    const { hooks, told } = recorder()
    const { server, apikley } = await setUp({ hooks })
    server.on('credit', { code: 401, msg: 'no access' })
    const error = await rejection(apikley.credits())
    expect(told.at(-1)).toEqual(['onResponse', expect.objectContaining({ status: 200, code: 401, error })])
  })

  it('a request that is not answered', async () => {
    const { hooks, told } = recorder()
    const { server, apikley } = await setUp({ hooks })
    server.on('credit', 'reset')
    const error = await rejection(apikley.credits())
    const [hook, event] = told.at(-1)!
    expect([hook, event]).toEqual(['onResponse', expect.objectContaining({ error })])
    expect(event).toMatchObject({ status: undefined, code: undefined })
  })

  it('the requests of a download, without the query of its address', async () => {
    const { hooks, told } = recorder()
    const { server, apikley } = await setUp({ hooks })
    server.on('clip.mp4', { body: '\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\x08mdat' })
    const target = join(await temporaryFolder(), 'clip.mp4')
    await apikley.files.save(`${server.url}/clip.mp4?signature=1`, target)
    const event = { request: { method: 'GET', path: `${server.url}/clip.mp4` } }
    expect(told).toEqual([
      ['onRequest', event],
      ['onResponse', { ...event, ms: expect.any(Number), status: 200 }],
    ])
  })

  it('no request where none was made', async () => {
    const { hooks, told } = recorder()
    const { apikley } = await setUp({ hooks })
    await rejection(apikley.credits({ signal: AbortSignal.abort() }))
    expect(told).toEqual([])
  })

  it('a submission from its intent to its task, under its client key', async () => {
    const { hooks, told } = recorder()
    const { server, apikley } = await setUp({ hooks })
    server.on('createTask', { code: 200, data: { taskId: 't1' } })
    await apikley.tasks.create(lighthouse, { key: 'order-1' })
    expect(told.map(([name, event]) => [name, event.key, 'state' in event && event.state])).toEqual([
      ['onStateChange', 'order-1', 'sending'],
      ['onRequest', 'order-1', false],
      ['onResponse', 'order-1', false],
      ['onStateChange', 'order-1', 'accepted'],
    ])
    expect(told.at(-1)![1]).toMatchObject({ taskId: 't1', model: lighthouse.model })
  })

  it('a submission that is tried again', async () => {
    const { hooks, told } = recorder()
    const { server, apikley } = await setUp({ hooks, clock: new FakeClock((ms) => ms < 30_000) })
    server.on('createTask', { code: 455, msg: 'maintained' }, { code: 200, data: { taskId: 't1' } })
    await apikley.tasks.create(lighthouse)
    const retries = told.filter(([name]) => name === 'onRetry').map(([, event]) => event)
    expect(retries).toMatchObject([{ attempt: 1, error: { kind: 'maintenance' } }])
  })

  it('what a task that is waited for comes to', async () => {
    const { hooks, told } = recorder()
    const { server, apikley } = await setUp({ hooks })
    server.on('recordInfo', failed('400', 'no'))
    await rejection(apikley.tasks.wait(taskId))
    expect(told).toContainEqual(['onStateChange', expect.objectContaining({ taskId, state: 'fail' })])
  })
})

describe('a hook that fails', () => {
  it.for<[name: string, fails: () => unknown]>([
    [
      'by throwing',
      () => {
        throw new Error('no disk')
      },
    ],
    ['by rejecting', () => Promise.reject(new Error('no disk'))],
  ])('%s changes nothing, and is logged', async ([, fails]) => {
    const error = vi.fn<(message: string, facts: object) => void>()
    const logger = { debug: () => {}, info: () => {}, warn: () => {}, error }
    const { server, apikley } = await setUp({ hooks: { onRequest: fails }, logger })
    server.on('credit', { code: 200, data: 7 })
    expect(await apikley.credits()).toBe(7)
    expect(error.mock.calls).toEqual([
      ['The hook onRequest failed', { error: { name: 'Error', message: 'no disk' } }],
    ])
  })

  it('is told on the console where there is no logger', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {})
    const hooks = { onRequest: () => Promise.reject(new Error('no disk')) }
    const { server, apikley } = await setUp({ hooks })
    server.on('credit', { code: 200, data: 7 })
    await apikley.credits()
    expect(error.mock.calls).toEqual([['The hook onRequest failed', expect.anything()]])
  })
})
