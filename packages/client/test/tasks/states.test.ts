import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { key, rejection, setUp } from '../set-up.ts'
import { failed, record, succeeded, taskId, url } from './records.ts'

const hurried = (): FakeClock => new FakeClock((ms) => ms <= 30_000)

describe('states are read', () => {
  it.for<[state: string, words: string[]]>([
    ['success', ['success', 'SUCCESS', 'Succeeded', 'completed', 'done', ' finished ']],
    [
      'fail',
      [
        'fail',
        'FAILED',
        'Failure',
        'error',
        'cancelled',
        'Canceled',
        'timeout',
        'Timed Out',
        'timedOut',
        'CREATE_TASK_FAILED',
      ],
    ],
    ['waiting', ['waiting', 'PENDING', 'submitted']],
    ['queuing', ['queuing', 'Queued', 'in-queue']],
    ['generating', ['generating', 'PROCESSING', 'running', 'in_progress', 'In Progress', 'inProgress']],
    // Of these nobody knows whether they are final.
    ['TEXT_SUCCESS', ['TEXT_SUCCESS']],
    ['CALLBACK_EXCEPTION', ['CALLBACK_EXCEPTION']],
    ['archiving', ['archiving']],
  ])('%s', async ([state, words]) => {
    const { server, apikley } = await setUp({ clock: hurried() })
    for (const word of words) {
      for (const fields of [
        { state: word },
        { state: undefined, status: word },
        { state: '', taskStatus: word },
      ]) {
        server.on('recordInfo', succeeded(fields))
        const task = await apikley.tasks.get(taskId)
        expect([word, task.state]).toEqual([word, state])
        expect([word, task.urls]).toEqual([word, state === 'success' ? [url] : []])
        expect([word, 'failure' in task]).toEqual([word, state === 'fail'])
      }
    }
  })

  it.for<[flag: unknown, state: string]>([
    [0, 'generating'],
    [1, 'success'],
    ['1', 'success'],
    [2, 'fail'],
    [3, 'fail'],
  ])('from the flag %j, where there is no other word', async ([successFlag, state]) => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', succeeded({ state: undefined, successFlag, errorMessage: 'why' }))
    const task = await apikley.tasks.get(taskId)
    expect(task).toMatchObject({ state, ...(state === 'fail' && { failure: { message: 'why' } }) })
  })

  it('and one that nobody knows goes on, until the time is up: then it is quoted', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', record('archiving', { note: `for ${key}` }))
    const error = await rejection(apikley.tasks.wait(taskId, { timeoutMs: 60_000 }))
    expect(error).toMatchObject({ kind: 'task-pending', moneySpent: 'yes', task: { state: 'archiving' } })
    expect(String(error)).toMatch(/last state is 'archiving', its last answer \{.*"note":"for \[key\]"/)
  })
})

describe('the record counts, whatever stands beside it', () => {
  const body = ({ code = 200, data }: { code?: unknown; data: unknown }): string =>
    JSON.stringify({ code, data })
  it.for<[name: string, reply: Reply]>([
    ['a code of a server error', { code: 500, msg: 'oops', data: succeeded().data }],
    ['a code of a missing task', { code: 404, data: succeeded().data }],
    ['a code of a refused key', { code: 401, data: succeeded().data }],
    ['a code that is a text', { body: body({ code: '200', data: succeeded().data }) }],
    ['a code that is null', { body: body({ code: null, data: succeeded().data }) }],
    ['HTTP 404', { status: 404, body: body({ code: 404, data: succeeded().data }) }],
    ['HTTP 500', { status: 500, body: body(succeeded()) }],
    ['HTTP 302', { status: 302, body: body(succeeded()) }],
    ['a list around it', { body: body({ data: [succeeded().data] }) }],
    ['an object around it', { body: body({ data: { task: succeeded().data, from: { a: 1 } } }) }],
    ['a page of a list', { body: body({ data: { total: 1, list: [{ taskId: 'b' }, succeeded().data] } }) }],
    ['a text around it', { body: body({ data: JSON.stringify(succeeded().data) }) }],
    ['no envelope', { body: JSON.stringify(succeeded().data) }],
    [
      'another spelling of the id',
      { body: body({ code: 500, data: { ...succeeded().data, taskId: undefined, task_id: taskId } }) },
    ],
  ])('%s', async ([, reply]) => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', reply)
    expect(await apikley.tasks.wait(taskId)).toMatchObject({ taskId, urls: [url] })
    expect(server.received).toHaveLength(1)
  })

  it('also one of a failure', async () => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', { ...failed('501', 'broken'), code: 501 })
    expect(await rejection(apikley.tasks.wait(taskId))).toMatchObject({ kind: 'task-failed' })
  })

  it.for<[name: string, reply: Reply]>([
    ['a status', { code: 500, msg: 'oops', data: { status: 'error' } }],
    ['a status and no envelope', { status: 500, body: '{"status":"error","message":"oops"}' }],
    ['a number', { status: 500, body: '{"status":500,"error":"Internal Server Error"}' }],
    ['a state that nobody knows', { code: 500, msg: 'oops', data: { state: 'broken' } }],
  ])('but the words of an error are no record: %s', async ([, reply]) => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', reply, reply, succeeded())
    expect(await apikley.tasks.wait(taskId, { intervalMs: 1_000 })).toMatchObject({ state: 'success' })
    expect(server.received).toHaveLength(3)
  })
})

it.for([400, 401, 402, 403, 404, 410, 413, 422, 451, 502])(
  'a page of HTML ends no wait: HTTP %d',
  async (status) => {
    const clock = hurried()
    const { server, apikley } = await setUp({ clock })
    const page: Reply = {
      status,
      headers: { 'content-type': 'text/html' },
      body: '<!doctype html><title>no</title>',
    }
    // For longer than a task may be unknown.
    server.on('recordInfo', ...Array.from({ length: 20 }, () => page), succeeded())
    expect(await apikley.tasks.wait(taskId, { intervalMs: 10_000 })).toMatchObject({ state: 'success' })
    expect(server.received).toHaveLength(21)
  },
)
