import { memoryLedger, type Submission } from '@apikley/client'
import { expect, it } from 'vitest'
import { nextPollAge } from '../../src/durations/next-poll.ts'
import { FakeClock } from '../fake-clock.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { setUpLive } from './set-up-live.ts'
import { notThere, record, succeeded, taskId } from './records.ts'

const url = 'https://example.com/callback'
const callback = (): Request =>
  new Request(url, { method: 'POST', body: JSON.stringify({ code: 200, data: succeeded().data }) })

/** Lets everything happen that needs no time. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

it('a callback ends the wait, and with it the polling', async () => {
  const clock = new FakeClock()
  const { server, apikley } = await setUpLive({ clock, callbacks: { url } })
  const handler = apikley.callbacks.handler()
  server.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', succeeded())
  await apikley.tasks.create(lighthouse)
  const wait = apikley.tasks.wait(taskId)
  await settled()
  // Past the first look that there would be without callbacks.
  clock.advance(nextPollAge(0, 120_000, 0))
  await settled()
  expect(server.to('recordInfo')).toEqual([])

  expect((await handler(callback())).status).toBe(200)
  expect(await wait).toMatchObject({ state: 'success' })
  expect(server.to('recordInfo')).toHaveLength(1)
  await settled()
  expect(clock.pending).toBe(0)
})

it('a callback ends a look that hangs', async () => {
  const { server, apikley } = await setUp({ clock: new FakeClock() })
  const handler = apikley.callbacks.handler()
  server.on('recordInfo', 'hang', succeeded())
  const wait = apikley.tasks.wait(taskId)
  await server.arrival('recordInfo')
  expect((await handler(callback())).status).toBe(200)
  expect(await wait).toMatchObject({ state: 'success' })
})

it('one that does not come costs one look, and no more', async () => {
  const clock = new FakeClock((ms) => ms !== 60_000)
  const begun = clock.now()
  const { server, apikley } = await setUpLive({ clock, callbacks: { url } })
  apikley.callbacks.handler()
  const pending = record('generating', { createTime: null })
  server.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', pending, pending, succeeded())
  await apikley.tasks.create(lighthouse)
  expect(await apikley.tasks.wait(taskId)).toMatchObject({ state: 'success' })
  expect(server.to('recordInfo')).toHaveLength(3)
  const moments = [0]
  while (moments.length <= 6) moments.push(nextPollAge(moments.at(-1)!, 120_000, 0))
  expect(clock.now() - begun).toBe(moments[6])
})

it.for(['http://localhost:3000/cb', 'http://192.168.1.5/cb', 'https://macbook.local/cb'])(
  'one that the API cannot deliver to %s is not waited for, and a lost answer is told at once',
  async (unreachable) => {
    const clock = new FakeClock((ms) => ms !== 60_000)
    const begun = clock.now()
    const { server, apikley } = await setUpLive({ clock, ledger: memoryLedger() })
    apikley.callbacks.handler()
    server.on('createTask', { code: 200, data: { taskId } }, 'reset').on('recordInfo', succeeded())
    await apikley.tasks.create({ ...lighthouse, callBackUrl: unreachable })
    await apikley.tasks.wait(taskId)
    expect(clock.now() - begun).toBe(nextPollAge(0, 120_000, 0))

    const { model, input } = lighthouse
    const lost = rejection(apikley.generate(model, input, { callBackUrl: unreachable, key: 'order-17' }))
    expect(await lost).toMatchObject({
      kind: 'unknown-submit',
      nextStep: expect.stringContaining('list of tasks'),
    })
    // Its address is sent as it is: somebody may know better.
    expect(server.to('createTask').map(({ body }) => JSON.parse(String(body)).callBackUrl)).toEqual([
      unreachable,
      unreachable,
    ])
  },
)

it('one that came to another process is seen in the ledger they share', async () => {
  const clock = new FakeClock()
  const ledger = memoryLedger()
  const { server, apikley } = await setUpLive({ clock, ledger, callbacks: { url } })
  apikley.callbacks.handler()
  server.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', succeeded())
  const { key } = await apikley.tasks.create(lighthouse)
  const wait = apikley.tasks.wait(taskId)
  await settled()
  await ledger.update(key, { state: 'succeeded', urls: [] })
  clock.advance(5_000)
  expect(await wait).toMatchObject({ state: 'success' })
  expect(server.to('recordInfo')).toHaveLength(1)
  expect(clock.now()).toBeLessThan(1_010_000)
})

it('without a handler nobody would hear it: the wait polls as ever', async () => {
  const clock = new FakeClock((ms) => ms !== 60_000)
  const begun = clock.now()
  const { server, apikley } = await setUp({ clock, callbacks: { url } })
  server.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', succeeded())
  await apikley.tasks.create(lighthouse)
  await apikley.tasks.wait(taskId)
  expect(clock.now() - begun).toBeLessThan(60_000)
})

it('one that was faster than the wait is not lost: the ledger knows of it', async () => {
  const clock = new FakeClock()
  const ledger = memoryLedger()
  const { server, apikley } = await setUp({ clock, ledger, callbacks: { url } })
  const handler = apikley.callbacks.handler()
  server.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', succeeded())
  await apikley.tasks.create(lighthouse)
  await handler(callback())
  expect(await apikley.tasks.wait(taskId)).toMatchObject({ state: 'success' })
})

it('what a task has come to stands in the ledger before the wait resolves', async () => {
  const ledger = memoryLedger()
  const { server, apikley } = await setUp({ clock: new FakeClock((ms) => ms < 60_000), ledger })
  server.on('createTask', { code: 200, data: { taskId } })
  server.on('recordInfo', notThere, record('generating'), succeeded({ creditsConsumed: 160 }))
  await apikley.tasks.create(lighthouse)
  const { urls } = await apikley.tasks.wait(taskId)
  expect(await ledger.find(taskId)).toMatchObject({
    state: 'succeeded',
    urls,
    credits: 160,
  } satisfies Partial<Submission>)
})

it('a ledger that fails keeps nobody from a result that is paid', async () => {
  const ledger = { ...memoryLedger(), find: () => Promise.reject(new Error('The disk is gone')) }
  const { server, apikley } = await setUp({ ledger })
  server.on('recordInfo', succeeded())
  expect(await apikley.tasks.wait(taskId)).toMatchObject({ state: 'success' })
})
