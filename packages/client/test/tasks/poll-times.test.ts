import { type ApikleyOptions, memoryLedger, type Submission, uncheckedModel } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { setUpLive } from './set-up-live.ts'
import { record, succeeded, taskId } from './records.ts'

/** A client on a clock on which only the limits of single calls last, and the moments of its looks. */
async function setUpLooks(options: ApikleyOptions = {}, passes = (ms: number): boolean => ms !== 60_000) {
  const clock = new FakeClock(passes)
  const begun = clock.now()
  const looks: number[] = []
  const { server, apikley } = await setUpLive({
    clock,
    ...options,
    fetch: (url, init) => {
      if (url.includes('recordInfo')) looks.push(Math.round((clock.now() - begun) / 1000))
      return fetch(url, init)
    },
  })
  server.on('createTask', { code: 200, data: { taskId } })
  return { clock, server, apikley, looks }
}

/** On a clock like this a wait that only listens does not come to its deadline. */
const aMinute = (ms: number): boolean => ms < 60_000

const pending = record('generating', { createTime: null })
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value)

/** A task that this client has created. */
const submission = (id: string, sentAt: number): Submission => ({
  key: `key-${id}`,
  attempt: id,
  fingerprint: '',
  model: 'some/text-to-video',
  baseUrl: 'https://api.example.com',
  state: 'sending',
  sentAt,
  leaseUntil: sentAt,
  callback: false,
})

async function ledgerWith(...submissions: Submission[]) {
  const ledger = memoryLedger()
  for (const each of submissions) {
    await ledger.begin(each)
    await ledger.update(each.key, { state: 'accepted', taskId: each.attempt })
  }
  return ledger
}

describe('a task that was just created is looked at', () => {
  const kinds: [what: string, id: string, kind: 'video' | 'image' | undefined, first: [number, number]][] = [
    ['a video late', 'some/text-to-video', undefined, [20, 40]],
    ['an image soon', 'some/text-to-image', undefined, [1, 5]],
    ['a video that is made of an image late', 'some/image-to-video', undefined, [20, 40]],
    ['a sound rather soon', 'some/text-to-speech', undefined, [4, 12]],
    ['what nobody knows as a video', 'some/thing', undefined, [20, 40]],
    ['what its model value says as that', 'some/thing', 'image', [1, 5]],
  ]
  it.for(kinds)('%s', async ([, id, kind, [earliest, latest]]) => {
    const { server, apikley, looks } = await setUpLooks()
    server.on('recordInfo', pending, succeeded())
    const model = kind ? { id, kind } : uncheckedModel(id)
    await apikley.tasks.create({ model, input: {} })
    await apikley.tasks.wait(taskId)
    expect(looks[0]).toBeGreaterThanOrEqual(earliest)
    expect(looks[0]).toBeLessThanOrEqual(latest)
  })

  it('soon whatever it is, if the API is on this machine: a mock answers there', async () => {
    const clock = new FakeClock((ms) => ms !== 60_000)
    const begun = clock.now()
    const { server, apikley } = await setUp({ clock })
    server.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', succeeded())
    await apikley.tasks.create({ model: uncheckedModel('some/text-to-video'), input: {} })
    await apikley.tasks.wait(taskId)
    expect(clock.now() - begun).toBeGreaterThan(1_000)
    expect(clock.now() - begun).toBeLessThan(4_000)
  })

  it('most often when most of its kind end, and ever less after that, but never in a hot loop', async () => {
    const { server, apikley, looks } = await setUpLooks()
    server.on('recordInfo', ...times(60, pending), succeeded())
    await apikley.tasks.create({ model: uncheckedModel('some/text-to-video'), input: {} })
    await apikley.tasks.wait(taskId)
    const gaps = looks.map((look, index) => look - (looks[index - 1] ?? 0))
    const closest = looks[gaps.indexOf(Math.min(...gaps))] ?? 0
    expect(closest).toBeGreaterThan(60)
    expect(closest).toBeLessThan(240)
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1)
    expect(gaps.at(-1)).toBeGreaterThan(Math.min(...gaps))
    expect(looks.filter((look) => look <= 120).length).toBeLessThan(16)
  })

  it('later, once its model has turned out to be slow, and this for each model by itself', async () => {
    const { clock, server, apikley, looks } = await setUpLooks()
    const first = async (id: string): Promise<number> => {
      const begun = looks.length
      const now = Math.round((clock.now() - 1_000_000) / 1000)
      const { taskId: made } = await apikley.tasks.create({ model: uncheckedModel(id), input: {} })
      await apikley.tasks.wait(made)
      return (looks[begun] ?? 0) - now
    }
    // Each key has a task of its own.
    server.on(
      'createTask',
      ...Array.from({ length: 23 }, (_, at) => ({ code: 200, data: { taskId: `t${at}` } })),
    )
    const ended = { taskId: undefined, createTime: 1_800_000_000_000, completeTime: 1_800_001_200_000 }
    server.on('recordInfo', succeeded({ ...ended, model: 'some/slow' }))
    const early = await first('some/slow')
    for (let count = 0; count < 20; count++) await first('some/slow')
    expect(await first('some/slow')).toBeGreaterThan(4 * early)
    server.on('recordInfo', succeeded({ taskId: undefined, model: 'some/other' }))
    expect(await first('some/other')).toBe(early)
  })
})

describe('a wait in another process', () => {
  it('looks at once at a task that its ledger does not know', async () => {
    const { server, apikley, looks } = await setUpLooks()
    server.on('recordInfo', pending, succeeded())
    await apikley.tasks.wait(taskId)
    expect(looks[0]).toBe(0)
    expect(looks[1]).toBeGreaterThanOrEqual(20)
  })

  it('looks at once at one that should have ended long ago', async () => {
    const ledger = await ledgerWith(submission(taskId, 700_000))
    const { server, apikley, looks } = await setUpLooks({ ledger })
    server.on('recordInfo', succeeded())
    await apikley.tasks.wait(taskId)
    expect(looks).toEqual([0])
  })

  it('counts from the creation that the record tells', async () => {
    const { clock, server, apikley, looks } = await setUpLooks()
    clock.advance(1_800_000_000_000)
    const createTime = clock.now() - 120_000
    server.on('recordInfo', record('generating', { createTime }), pending, succeeded())
    await apikley.tasks.wait(taskId)
    expect(looks[1]! - looks[0]!).toBeLessThanOrEqual(6)
  })
})

it('looks become rarer while the API is in trouble, and close again after it', async () => {
  const { clock, server, apikley, looks } = await setUpLooks()
  clock.advance(1_800_000_000_000)
  const busy = { code: 500, msg: 'oops' }
  server.on(
    'recordInfo',
    record('generating', { createTime: clock.now() - 120_000 }),
    ...times(4, busy),
    pending,
    succeeded(),
  )
  await apikley.tasks.wait(taskId)
  const gaps = looks.slice(1).map((look, index) => look - (looks[index] ?? 0))
  expect(gaps[4]).toBeGreaterThan(2 * (gaps[0] ?? 0))
  expect(gaps[5]).toBeLessThan(2 * (gaps[0] ?? 0))
})

describe('many waits', () => {
  it('hold one timer, however many they are', async () => {
    const clock = new FakeClock()
    const ids = Array.from({ length: 1_000 }, (_, index) => `task-${index}`)
    const ledger = await ledgerWith(...ids.map((id, index) => submission(id, clock.now() - index)))
    const { server, apikley } = await setUpLive({ clock, ledger })
    const waits = ids.map((id) => rejection(apikley.tasks.wait(id)))
    await new Promise((resolve) => setImmediate(resolve))
    expect(clock.pending).toBe(1)
    expect(server.received).toEqual([])
    await apikley.close()
    for (const error of await Promise.all(waits)) expect(error).toMatchObject({ reason: 'closed' })
  })

  it('for one task send the requests of one, and all end', async () => {
    const { server, apikley, looks } = await setUpLooks({}, aMinute)
    server.on('recordInfo', pending, pending, pending, succeeded())
    const states: string[] = []
    const onUpdate = ({ state }: { state: string }): number => states.push(state)
    const tasks = await Promise.all([1, 2, 3].map(() => apikley.tasks.wait(taskId, { onUpdate })))
    for (const task of tasks) expect(task).toMatchObject({ state: 'success' })
    // Never two at once: each answer tells all.
    expect(looks).toEqual([...new Set(looks)])
    expect(states).toEqual([...times(3, 'generating'), ...times(3, 'success')])
  })

  it('for one task go on when the one that looks for all is aborted', async () => {
    const { server, apikley } = await setUpLooks({}, aMinute)
    server.on('recordInfo', 'hang')
    const controller = new AbortController()
    const first = rejection(apikley.tasks.wait(taskId, { signal: controller.signal }))
    const second = apikley.tasks.wait(taskId)
    await server.arrival('recordInfo')
    server.on('recordInfo', succeeded())
    controller.abort()
    expect(await first).toMatchObject({ kind: 'aborted' })
    expect(await second).toMatchObject({ state: 'success' })
  })
})

it('a pause that the API asks for is kept by all', async () => {
  const { server, apikley, looks } = await setUpLooks()
  const tooMuch = { headers: { 'retry-after': '40' }, status: 429, body: '{"code":429,"msg":"too much"}' }
  server.on('recordInfo', tooMuch, succeeded())
  const wait = apikley.tasks.wait(taskId, { intervalMs: 1_000 })
  await wait
  expect(looks).toEqual([0, 40])
  await apikley.tasks.create({ ...lighthouse, model: uncheckedModel('some/thing') })
})

describe('a record with a wrong date makes no wait blind', () => {
  const dates: [what: string, createTime: number][] = [
    ['seconds', 1_800_000_000],
    ['zero', 0],
    ['long before there were computers', -8.64e15],
  ]
  it.for(dates)('%s, while it waits', async ([, createTime]) => {
    const { clock, server, apikley, looks } = await setUpLooks()
    clock.advance(1_800_000_000_000)
    server.on('recordInfo', ...times(3, record('generating', { createTime })), succeeded())
    await apikley.tasks.wait(taskId)
    expect(looks.at(-1)! - looks[0]!).toBeLessThan(300)
  })

  it.for(dates)('%s, in what it has learned', async ([, createTime]) => {
    const { clock, server, apikley, looks } = await setUpLooks()
    clock.advance(1_800_000_000_000)
    server.on('recordInfo', succeeded({ createTime }))
    for (let count = 0; count < 10; count++) await apikley.tasks.wait(taskId)
    server.on('recordInfo', ...times(3, pending), succeeded())
    looks.length = 0
    await apikley.tasks.wait(taskId)
    expect(looks.at(-1)! - looks[0]!).toBeLessThan(300)
  })
})
