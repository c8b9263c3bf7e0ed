import type { Task } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { failed, notThere, record, succeeded, taskId, url } from '../tasks/records.ts'
import { bodyOf, gate, heldTask, receiving, secret, signed } from './set-up.ts'

describe('a callback is told of when the API confirms it', () => {
  const shapes: [name: string, body: string][] = [
    ['as documented', bodyOf()],
    ['in the older shape', JSON.stringify({ code: 200, data: { task_id: taskId } })],
    ['with the id outside', JSON.stringify({ taskId, code: '500', data: 'none' })],
    [
      'with everything null',
      JSON.stringify({ code: null, msg: null, data: { taskId, state: null, param: null } }),
    ],
    [
      'with fields that nobody knows',
      bodyOf(taskId, { nested: [[[{ deep: true }]]], __proto__: { taskId: 'x' } }),
    ],
  ]
  it.for(shapes)('%s', async ([, body]) => {
    const { server, told, post } = await receiving()
    server.on('recordInfo', succeeded())
    expect(await post({ body })).toBe(200)
    expect(told).toEqual([{ taskId, state: 'success', key: undefined }])
    expect(server.received.map((request) => request.url)).toEqual([
      `/api/v1/jobs/recordInfo?taskId=${taskId}`,
    ])
  })

  it('as a number, digit by digit', async () => {
    const id = '12345678901234567890'
    const { server, told, post } = await receiving()
    server.on('recordInfo', succeeded({ taskId: id }))
    expect(await post({ body: `{"code":200,"data":{"taskId":${id}}}` })).toBe(200)
    expect(told).toMatchObject([{ taskId: id }])
  })

  it('when its result is there: the record can be ahead of it', async () => {
    const clock = new FakeClock((ms) => ms < 5_000)
    const { server, told, post } = await receiving({ clock })
    server.on('recordInfo', succeeded({ resultJson: '' }), succeeded({ resultJson: null }), succeeded())
    expect(await post()).toBe(200)
    expect(told).toMatchObject([{ taskId, state: 'success' }])
    expect(server.received).toHaveLength(3)
  })

  it.for([0, -299_000, 299_000])('signed %d ms away from our time', async (awayMs) => {
    const { server, clock, told, post } = await receiving({ callbacks: { secret } })
    server.on('recordInfo', succeeded())
    expect(await post({ headers: signed(clock.now() + awayMs) })).toBe(200)
    expect(told).toHaveLength(1)
  })

  it('the id that was signed, whichever place it stands in', async () => {
    const { server, clock, told, post } = await receiving({ handler: { secret } })
    server.on('recordInfo', succeeded())
    const body = JSON.stringify({ taskId, data: { taskId: 'another', task_id: 'a-third' } })
    expect(await post({ body, headers: signed(clock.now()) })).toBe(200)
    expect(told).toMatchObject([{ taskId }])
  })

  it('with what the API says, and not with what the callback says', async () => {
    const tasks: Task[] = []
    const { server, post } = await receiving({ handler: { onTask: (task) => tasks.push(task) } })
    server.on('recordInfo', failed('422', 'CONTENT_POLICY_BLOCKED: violence'))
    const lie = { taskId, state: 'success', resultJson: '{"resultUrls":["https://evil.example.com"]}' }
    expect(await post({ body: JSON.stringify({ code: 200, data: lie }) })).toBe(200)
    expect(tasks).toMatchObject([{ state: 'fail', urls: [], failure: { moderation: true } }])
  })
})

describe('as long as the API does not confirm it, the sender is asked to come again and nobody is told', () => {
  const cases: [name: string, reply: Reply, want: number][] = [
    ['the task goes on', record('generating'), 503],
    ['its state is not known', record('dreaming'), 503],
    ['there is no such task', notThere, 404],
    ['no record yet', { code: 200, data: null }, 404],
    ['a broken connection', 'reset', 503],
    ['a gateway page', { status: 502, body: '<html>' }, 503],
    ['a gateway page that says 404', { status: 404, body: '<html>' }, 503],
    ['a success without a result', succeeded({ resultJson: '' }), 503],
    ['too many requests', { code: 429, msg: 'too many' }, 503],
    ['a key that is not accepted', { code: 401, msg: 'no' }, 503],
  ]
  const mayPass = new Set(['a broken connection', 'a gateway page', 'too many requests'])
  /** A clock on which the pauses between two looks are over at once. */
  const pausing = (): FakeClock => new FakeClock((ms) => ms < 5_000)

  it.for(cases)('%s', async ([, reply, want]) => {
    const { server, clock, told, post } = await receiving({ clock: pausing() })
    server.on('recordInfo', reply)
    expect(await post()).toBe(want)
    expect(told).toEqual([])

    server.on('recordInfo', succeeded())
    clock.advance(5_000)
    expect(await post()).toBe(200)
    expect(told).toHaveLength(1)
  })

  it.for(cases.filter(([name]) => mayPass.has(name)))(
    '%s may pass: it is asked again, within the time of the answer',
    async ([, reply]) => {
      const clock = pausing()
      const { server, told, post } = await receiving({ clock })
      server.on('recordInfo', reply, reply, succeeded())
      expect(await post()).toBe(200)
      expect(told).toHaveLength(1)
      expect(clock.slept).toEqual([250, 500])
    },
  )

  it('an API that does not answer in time', async () => {
    const { server, clock, told, post } = await receiving()
    server.on('recordInfo', 'hang')
    const status = post()
    await server.arrival('recordInfo')
    clock.advance(10_000)
    expect(await status).toBe(503)
    expect(told).toEqual([])
  })
})

describe('a task is told of once', () => {
  it('though the callback comes again, signed anew or not', async () => {
    const { server, clock, told, post } = await receiving({ callbacks: { secret } })
    server.on('recordInfo', succeeded())
    const headers = signed(clock.now())
    expect(await post({ headers })).toBe(200)
    expect(await post({ headers })).toBe(200)
    clock.advance(60_000)
    expect(await post({ headers: signed(clock.now()) })).toBe(200)
    expect(told).toHaveLength(1)
    expect(server.received).toHaveLength(1)
  })

  it('though many come at once, and the API is asked once', async () => {
    const { server, told, post } = await receiving()
    server.on('recordInfo', succeeded())
    expect(await Promise.all(Array.from({ length: 10 }, () => post()))).toEqual(Array(10).fill(200))
    expect(told).toHaveLength(1)
    expect(server.received).toHaveLength(1)
  })

  it('again, if onTask threw: that is answered with 500', async () => {
    const tries: string[] = []
    const onTask = ({ taskId: id }: Task): void => {
      tries.push(id)
      if (tries.length === 1) throw new Error('the database is away')
    }
    const { server, told, logged, post } = await receiving({ handler: { onTask } })
    server.on('recordInfo', succeeded())
    expect(await post()).toBe(500)
    expect(logged()).toContain('the database is away')
    expect(await post()).toBe(200)
    expect(await post()).toBe(200)
    expect(tries).toEqual([taskId, taskId])
    expect(told).toEqual([])
  })

  it('not again while onTask is still at it: the sender is put off, and joins it when it comes again', async () => {
    const { onTask, begun, done } = heldTask()
    const { server, clock, post } = await receiving({ handler: { onTask } })
    server.on('recordInfo', succeeded())
    const first = post()
    await begun.opened
    clock.advance(10_000)
    expect(await first).toBe(503)
    const second = post()
    done.open()
    expect(await second).toBe(200)
    expect(onTask).toHaveBeenCalledTimes(1)
  })
})

it('a wait ends by the callback, without a further look', async () => {
  const { server, apikley, post } = await receiving()
  server.on('recordInfo', record('generating'), succeeded())
  const seen = gate()
  const wait = apikley.tasks.wait(taskId, { onUpdate: seen.open })
  await seen.opened
  expect(await post()).toBe(200)
  expect(await wait).toMatchObject({ taskId, urls: [url] })
  expect(server.received).toHaveLength(2)
})
