import { NotFoundError, ServerError, ValidationError } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { rejection, setUp } from '../set-up.ts'
import { failed, notThere, record, succeeded, taskId, url } from './records.ts'

describe('a record is tidied', () => {
  const base = { taskId, model: 'kling/v2-1-master-text-to-video', createdAt: new Date(1_776_862_567_160) }
  const cases: [name: string, given: { code: number; data: object }, want: object][] = [
    ['waiting', record('waiting'), { ...base, state: 'waiting', urls: [] }],
    ['a state that nobody knows', record('dreaming'), { ...base, state: 'dreaming', urls: [] }],
    [
      'success',
      succeeded(),
      {
        ...base,
        state: 'success',
        urls: [url],
        result: { resultUrls: [url] },
        completedAt: new Date(1_776_862_622_656),
      },
    ],
    [
      'success with the later fields',
      succeeded({ creditsConsumed: 6.5, successFlag: 1, response: { resultUrls: [url] } }),
      { state: 'success', urls: [url], creditsConsumed: 6.5 },
    ],
    [
      'a result that stands in response only',
      succeeded({ resultJson: null, response: { resultUrls: [url] } }),
      { urls: [url], result: { resultUrls: [url] } },
    ],
    [
      'a result that is cut',
      succeeded({ resultJson: '{"resultUrls":["htt' }),
      { state: 'success', urls: [] },
    ],
    [
      'a result that is the text of a text',
      succeeded({ resultJson: JSON.stringify(JSON.stringify({ resultUrls: [url] })) }),
      { urls: [url], result: { resultUrls: [url] } },
    ],
    [
      'a result that stands in response, beside a list',
      succeeded({ resultJson: '[]', response: { resultUrls: [url] } }),
      { urls: [url], result: { resultUrls: [url] } },
    ],
    [
      'several results',
      succeeded({ resultJson: JSON.stringify({ resultUrls: [url, `${url}?2`, null] }) }),
      { urls: [url, `${url}?2`] },
    ],
    [
      'failure',
      failed('500', 'internal error', { creditsConsumed: 0 }),
      {
        state: 'fail',
        failure: { code: '500', message: 'internal error', moderation: false },
        creditsConsumed: 0,
      },
    ],
    [
      'failure with a number as code',
      failed(422, 'CONTENT_POLICY_BLOCKED: violence'),
      { failure: { code: '422', message: 'CONTENT_POLICY_BLOCKED: violence', moderation: true } },
    ],
    ['failure for nudity', failed('400', 'nsfw'), { failure: { moderation: true } }],
    ['failure without words', failed(null, null), { failure: { code: '', message: '', moderation: false } }],
    [
      'failure in other words than texts',
      failed({ toString: 1 }, ['nsfw']),
      { failure: { code: '', message: '', moderation: false } },
    ],
    [
      'a record with next to nothing',
      { code: 200, data: { state: 'queuing' } },
      { taskId, state: 'queuing' },
    ],
  ]
  it.for(cases)('%s', async ([, given, want]) => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', given)
    expect(await apikley.tasks.get(taskId)).toMatchObject({ ...want, record: given.data })
  })

  it('and what is of another type, or no date, is left out', async () => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', record('success', { model: 7, createTime: 9e25, creditsConsumed: 'six' }))
    const task = await apikley.tasks.get(taskId)
    expect(Object.keys(task).toSorted()).toEqual(['record', 'state', 'taskId', 'urls'])
  })

  it('and what is not known is left out', async () => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', record('waiting', { createTime: null }))
    const task = await apikley.tasks.get(taskId)
    expect(Object.keys(task).toSorted()).toEqual(['model', 'record', 'state', 'taskId', 'urls'])
  })
})

it('a task id is encoded, whatever it holds', async () => {
  const { server, apikley } = await setUp()
  server.on('recordInfo', record('waiting', { taskId: undefined }))
  await apikley.tasks.get('a b&c=d/../é#')
  expect(server.received[0]?.url).toBe('/api/v1/jobs/recordInfo?taskId=a%20b%26c%3Dd%2F..%2F%C3%A9%23')
})

it.for<[unknown]>([[''], ['  '], [undefined], [null], [7]])('the task id %o is refused', async ([id]) => {
  const { server, apikley } = await setUp()
  const calls = [apikley.tasks.get(id as string), apikley.tasks.wait(id as string)]
  for (const error of await Promise.all(calls.map(rejection))) {
    expect(error).toBeInstanceOf(ValidationError)
    expect(String(error)).toContain('taskId')
  }
  expect(server.received).toEqual([])
})

describe('a task that is not there', () => {
  it.for([
    ['is answered by 422', notThere],
    ['is answered by null', { code: 200, msg: 'success', data: null }],
    ['is answered by 404', { code: 404, msg: 'not found' }],
  ] as const)('%s', async ([, reply]) => {
    const { server, apikley } = await setUp()
    server.on('recordInfo', reply)
    const error = await rejection(apikley.tasks.get('unknown'))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ taskId: 'unknown', moneySpent: 'unknown' })
  })
})

it('an answer that is no record is a server error with the task id', async () => {
  const { server, apikley } = await setUp()
  server.on('recordInfo', { code: 200, data: { taskId } })
  const error = await rejection(apikley.tasks.get(taskId))
  expect(error).toBeInstanceOf(ServerError)
  expect(error).toMatchObject({ taskId })
})
