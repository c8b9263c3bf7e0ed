import { memoryLedger, ServerError, TaskFailedError, TaskPendingError } from '@apikley/client'
import { describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { failed, notThere, record, succeeded, taskId, url } from './records.ts'

const intervalMs = 3_000

/** A clock on which waits between two looks take no time, and the limits of single calls never strike. */
const hurried = (): FakeClock => new FakeClock((ms) => ms <= 3_000)

describe('waiting', () => {
  it('looks at an interval, if told to, until the task has succeeded', async () => {
    const clock = hurried()
    const { server, apikley } = await setUp({ clock })
    server.on('recordInfo', record('waiting'), record('queuing'), record('generating'), succeeded())

    const task = await apikley.tasks.wait(taskId, { intervalMs })

    expect(task).toMatchObject({ taskId, state: 'success', urls: [url] })
    expect(clock.slept).toEqual([3_000, 3_000, 3_000])
    expect(server.received.map(({ url: path }) => path)).toEqual(
      Array.from({ length: 4 }, () => `/api/v1/jobs/recordInfo?taskId=${taskId}`),
    )
  })

  it('tells of each change of state, the last one included', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    const states = ['waiting', 'waiting', 'generating', 'generating', 'waiting']
    server.on('recordInfo', ...states.map((state) => record(state)), succeeded())
    const told: string[] = []
    await apikley.tasks.wait(taskId, { intervalMs, onUpdate: (task) => told.push(task.state) })
    expect(told).toEqual(['waiting', 'generating', 'waiting', 'success'])
  })

  it('takes a state that it does not know for pending', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', record('dreaming'), succeeded())
    expect(await apikley.tasks.wait(taskId, { intervalMs })).toMatchObject({ state: 'success' })
  })

  it('takes a result without files for a result', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', succeeded({ resultJson: '{"resultObject":{"text":"hello"}}' }))
    expect(await apikley.tasks.wait(taskId, { intervalMs })).toMatchObject({
      urls: [],
      result: { resultObject: { text: 'hello' } },
    })
  })
})

describe('a task that failed', () => {
  const cases: [name: string, reply: Reply, want: object][] = [
    [
      'by moderation',
      failed('422', 'CONTENT_POLICY_BLOCKED: violence', { creditsConsumed: 0 }),
      {
        failure: { moderation: true },
        moneySpent: 'no',
        message: `The task failed: CONTENT_POLICY_BLOCKED: violence. Task ${taskId}. No money was spent. Change the input; unchanged it fails again.`,
      },
    ],
    ['charged', failed('500', 'broken', { creditsConsumed: 6 }), { moneySpent: 'yes' }],
    ['without a word on money', failed('501', 'broken'), { moneySpent: 'unknown' }],
  ]
  it.for(cases)('%s', async ([, reply, want]) => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', record('generating'), reply)
    const told: string[] = []
    const error = await rejection(
      apikley.tasks.wait(taskId, { intervalMs, onUpdate: ({ state }) => told.push(state) }),
    )
    expect(error).toBeInstanceOf(TaskFailedError)
    expect(error).toMatchObject({ taskId, task: { state: 'fail' }, ...want })
    expect(told).toEqual(['generating', 'fail'])
  })

  it.for<[what: string, before: number | undefined, moneySpent: string]>([
    ['that it was not charged, as far as was ever seen', undefined, 'no'],
    ['what a callback has told of it', 6, 'yes'],
  ])('says of the money what the ledger says: %s', async ([, before, moneySpent]) => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ clock: hurried(), ledger })
    server.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', failed('501', 'broken'))
    const { key } = await apikley.tasks.create(lighthouse)
    if (before !== undefined) await ledger.update(key, { state: 'failed', reason: 'broken', credits: before })
    const wait = apikley.tasks.wait(taskId, { intervalMs })
    expect(await rejection(wait)).toMatchObject({ kind: 'task-failed', moneySpent })
    expect(await ledger.get(key)).toMatchObject({ state: 'failed', credits: before ?? 0 })
  })

  it.for(['', '{}', '{"resultUrls":[]}', 'null', '{"resultUr'])(
    'by a success without a result: %s',
    async (resultJson) => {
      const { server, apikley } = await setUp({ clock: hurried() })
      server.on('recordInfo', succeeded({ resultJson }))
      const error = await rejection(apikley.tasks.wait(taskId, { intervalMs }))
      expect(error).toBeInstanceOf(ServerError)
      expect(error).toMatchObject({ taskId, moneySpent: 'yes', task: { state: 'success' } })
    },
  )
})

describe('errors that may pass do not end it', () => {
  const passing: [name: string, reply: Reply][] = [
    ['a reset connection', 'reset'],
    ['an answer that breaks off', 'cut'],
    ['a gateway page', { status: 502, body: '<html>Bad Gateway</html>' }],
    ['an empty answer', { body: '' }],
    ['too many requests', { code: 429, msg: 'Your call frequency is too high.' }],
    ['maintenance', { code: 455, msg: 'maintenance' }],
    ['a server error', { code: 500, msg: 'oops' }],
    ['a record that is not there yet', notThere],
    ['null instead of a record', { code: 200, data: null }],
  ]
  it.for(passing)('%s', async ([, reply]) => {
    const { server, apikley } = await setUp({ clock: new FakeClock((ms) => ms < 60_000) })
    server.on('recordInfo', reply, reply, record('waiting'), reply, succeeded())
    expect(await apikley.tasks.wait(taskId, { intervalMs })).toMatchObject({ state: 'success' })
    expect(server.received).toHaveLength(5)
  })

  it('a call that hangs is given up after its time-out, not after the wait’s', async () => {
    const clock = hurried()
    const { server, apikley } = await setUp({ clock })
    server.on('recordInfo', 'hang', succeeded())
    const task = apikley.tasks.wait(taskId, { intervalMs })
    await server.arrival('recordInfo')
    clock.advance(60_000)
    expect(await task).toMatchObject({ state: 'success' })
  })

  it('a record that was there, and is missing for a moment long after', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    const long = Array.from({ length: 60 }, () => record('generating'))
    server.on('recordInfo', ...long, notThere, succeeded())
    expect(await apikley.tasks.wait(taskId, { intervalMs })).toMatchObject({ state: 'success' })
  })

  it('but a refused key does, and says which task goes on', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', record('waiting'), { code: 401, msg: 'no' })
    const error = await rejection(apikley.tasks.wait(taskId, { intervalMs }))
    expect(error).toMatchObject({ kind: 'authentication', taskId, moneySpent: 'yes' })
    expect(server.received).toHaveLength(2)
  })

  it('a task that is still unknown after 90 seconds does not exist', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', notThere)
    const error = await rejection(apikley.tasks.wait(taskId, { intervalMs }))
    expect(error).toMatchObject({ kind: 'not-found', taskId, moneySpent: 'unknown' })
    expect(server.received).toHaveLength(90 / 3 + 1)
  })
})

describe('the wait ends before the task, which can be taken up again', () => {
  it('by its time-out, after a last look', async () => {
    const clock = hurried()
    const { server, apikley } = await setUp({ clock })
    server.on('recordInfo', record('generating'))
    const error = await rejection(apikley.tasks.wait(taskId, { intervalMs, timeoutMs: 7_000 }))
    expect(error).toBeInstanceOf(TaskPendingError)
    expect(error).toMatchObject({
      reason: 'timeout',
      taskId,
      task: { state: 'generating' },
      moneySpent: 'yes',
      message: expect.stringContaining('tasks.wait'),
    })
    expect(clock.slept).toEqual([3_000, 3_000, 1_000])
    expect(server.received).toHaveLength(4)
  })

  it('after 30 minutes, if nothing else is said', async () => {
    const clock = new FakeClock((ms) => ms <= 600_000)
    const { server, apikley } = await setUp({ clock, timeoutMs: null })
    server.on('recordInfo', record('generating'))
    const error = await rejection(apikley.tasks.wait(taskId, { intervalMs: 600_000 }))
    expect(error).toMatchObject({ reason: 'timeout' })
    expect(clock.slept).toEqual([600_000, 600_000, 600_000])
  })

  it('never, with null', async () => {
    const clock = new FakeClock((ms) => ms < 86_400_000)
    const { server, apikley } = await setUp({ clock, timeoutMs: null })
    server.on('recordInfo', record('waiting'), record('waiting'), record('waiting'), succeeded())
    const wait = apikley.tasks.wait(taskId, { timeoutMs: null, intervalMs: 80_000_000 })
    expect(await wait).toMatchObject({ state: 'success' })
  })

  it('with the last trouble as its cause', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', 'reset')
    const error = await rejection(apikley.tasks.wait(taskId, { intervalMs, timeoutMs: 6_000 }))
    expect(error).toMatchObject({ kind: 'task-pending', moneySpent: 'unknown', cause: { kind: 'network' } })
  })

  it('without a trouble that is over as its cause', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', 'reset', record('waiting'))
    const error = await rejection(apikley.tasks.wait(taskId, { intervalMs, timeoutMs: 6_000 }))
    expect(error).toMatchObject({ kind: 'task-pending', moneySpent: 'yes' })
    expect(error).not.toHaveProperty('cause')
  })

  it('by an abort between two looks', async () => {
    const { server, apikley } = await setUp({ clock: new FakeClock() })
    server.on('recordInfo', record('waiting'))
    const controller = new AbortController()
    const onUpdate = (): void => void setImmediate(() => controller.abort(new Error('the user left')))
    const error = await rejection(
      apikley.tasks.wait(taskId, { intervalMs, signal: controller.signal, onUpdate }),
    )
    expect(error).toMatchObject({ kind: 'aborted', task: { state: 'waiting' } })
    expect((error as Error).cause).toBe(controller.signal.reason)
  })

  it('by an abort during a look', async () => {
    const { server, apikley } = await setUp({ clock: new FakeClock() })
    server.on('recordInfo', 'hang')
    const controller = new AbortController()
    const outcome = rejection(apikley.tasks.wait(taskId, { intervalMs, signal: controller.signal }))
    await server.arrival('recordInfo')
    controller.abort()
    expect(await outcome).toMatchObject({ kind: 'aborted', taskId })
  })

  it.for<[platform: string, refusal: Error]>([
    ['a Worker', new Error('Too many subrequests.')],
    [
      'a Worker of today',
      new Error('Too many subrequests by single Worker invocation. To configure this limit, …'),
    ],
    [
      'a Worker that mixes up requests',
      new Error('Cannot perform I/O on behalf of a different request. I/O objects …'),
    ],
    [
      'Deno',
      Object.assign(new Error('Requires net access to "api.example.com:443"'), { name: 'NotCapable' }),
    ],
    [
      'Node',
      new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code: 'ERR_ACCESS_DENIED' }) }),
    ],
  ])('at once, when the platform refuses to send more: %s', async ([, refusal]) => {
    const clock = new FakeClock()
    let looks = 0
    const { server, apikley } = await setUp({
      clock,
      fetch: (address, init) => (++looks > 2 ? Promise.reject(refusal) : fetch(address, init)),
      limits: { recordInfo: null },
    })
    server.on('recordInfo', record('waiting'))
    const wait = rejection(apikley.tasks.wait(taskId, { intervalMs, timeoutMs: null }))
    const error = await clock.advanceUntil(wait, intervalMs)
    expect(error).toMatchObject({
      kind: 'task-pending',
      reason: 'platform',
      taskId,
      task: { state: 'waiting' },
      moneySpent: 'yes',
      nextStep: expect.stringContaining('tasks.wait(taskId)'),
      cause: {
        kind: 'network',
        reason: 'platform',
        cause: expect.objectContaining({ message: refusal.message }),
      },
    })
    expect(looks).toBe(3)
  })

  it('by an exception of onUpdate, which is kept, and so is the result', async () => {
    const { server, apikley } = await setUp({ clock: hurried() })
    server.on('recordInfo', record('waiting'), succeeded())
    const bug = new Error('a bug of the caller')
    const onUpdate = vi.fn<() => Promise<void>>().mockResolvedValueOnce(undefined).mockRejectedValueOnce(bug)
    const error = await rejection(apikley.tasks.wait(taskId, { intervalMs, onUpdate }))
    expect(error).toMatchObject({ kind: 'task-pending', reason: 'callback', taskId, task: { urls: [url] } })
    expect((error as Error).cause).toBe(bug)
  })
})

it('without a limit it waits for an answer for days', async () => {
  const clock = new FakeClock()
  const { server, apikley } = await setUp({ clock, timeoutMs: null })
  const answer = server.hold('recordInfo')
  const wait = apikley.tasks.wait(taskId, { timeoutMs: null })
  await server.arrival('recordInfo')
  for (let hours = 0; hours < 240; hours += 6) {
    clock.advance(6 * 3_600_000)
    await new Promise(setImmediate)
  }
  answer(succeeded())
  expect(await wait).toMatchObject({ state: 'success' })
  expect(server.to('recordInfo')).toHaveLength(1)
})

it.for([{ timeoutMs: 0 }, { timeoutMs: -1 }, { intervalMs: Number.NaN }, { intervalMs: 0 }])(
  '%o is refused',
  async (options) => {
    const { apikley } = await setUp()
    expect(await rejection(apikley.tasks.wait(taskId, options))).toMatchObject({ kind: 'configuration' })
  },
)
