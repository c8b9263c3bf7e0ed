import {
  type Apikley,
  type ApikleyOptions,
  createApikley,
  memoryLedger,
  uncheckedModel,
} from '@apikley/client'
import { expect, it, onTestFinished, vi } from 'vitest'
import { nextPollAge } from '../../src/durations/next-poll.ts'
import { listed } from '../ledger/listed.ts'
import { FakeClock } from '../fake-clock.ts'
import { ScriptedServer } from '../server.ts'
import { key, rejection } from '../set-up.ts'
import { succeeded, taskId } from '../tasks/records.ts'

const model = uncheckedModel('new')

/** Lets everything happen that needs no time. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A client that has loaded nothing yet, and its server. */
async function cold(options: ApikleyOptions = {}): Promise<{ server: ScriptedServer; apikley: Apikley }> {
  const server = await ScriptedServer.start()
  onTestFinished(() => server[Symbol.asyncDispose]())
  server.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', succeeded())
  // A time-out of a request is the only sleep that is not over at once.
  const clock = new FakeClock((ms) => ms !== 60_000)
  return { server, apikley: createApikley({ apiKey: key, baseUrl: server.url, clock, ...options }) }
}

it.for<[name: string, create: (apikley: Apikley, input: { prompt: string }) => Promise<unknown>]>([
  ['create', (apikley, input) => apikley.tasks.create({ model, input })],
  ['generate', (apikley, input) => apikley.generate(model, input)],
  ['generateMany', (apikley, input) => apikley.generateMany([{ model, input }])],
])('%s sends what it was given, though that changes while the client is loaded', async ([, create]) => {
  const { server, apikley } = await cold()
  const input = { prompt: 'before' }
  const done = create(apikley, input)
  input.prompt = 'after'
  await done
  expect(server.to('createTask').map(({ body }) => JSON.parse(String(body)))).toEqual([
    { model: 'new', input: { prompt: 'before' } },
  ])
})

it('generateMany reads its items once, when it is called', async () => {
  const { apikley } = await cold()
  const read = vi.fn<() => void>()
  function* items(): Generator<{ model: typeof model; input: Record<string, unknown> }> {
    read()
    yield { model, input: {} }
  }
  // A list by its type; JavaScript may give anything that can be gone through.
  const done = apikley.generateMany(items() as never)
  expect(read).toHaveBeenCalledOnce()
  expect(await done).toMatchObject([{ status: 'fulfilled' }])
  expect(read).toHaveBeenCalledOnce()
})

it('the options are read when the client is made', async () => {
  const options = { hooks: { onRequest: vi.fn<() => void>() }, ledger: memoryLedger() }
  const given: ApikleyOptions = { ...options }
  const { server } = await cold()
  const apikley = createApikley(Object.assign(given, { apiKey: key, baseUrl: server.url }))
  Object.assign(given, { hooks: undefined, ledger: undefined, apiKey: 'another' })
  await apikley.tasks.create({ model, input: {} })
  expect(options.hooks.onRequest).toHaveBeenCalledOnce()
  expect(await listed(options.ledger)).toHaveLength(1)
  expect(server.to('createTask')[0]?.headers.authorization).toBe(`Bearer ${key}`)
})

it('a client that is closed before its first call closes its ledger once, and sends nothing', async () => {
  const ledger = { ...memoryLedger(), close: vi.fn<() => Promise<void>>(async () => {}) }
  const { server, apikley } = await cold({ ledger })
  await apikley.close()
  await apikley.close()
  const calls = [apikley.tasks.create({ model, input: {} }), apikley.tasks.get(taskId), apikley.credits()]
  for (const error of await Promise.all(calls.map(rejection))) {
    expect(error).toMatchObject({ kind: 'configuration', message: expect.stringContaining('closed') })
  }
  expect(await rejection(apikley.tasks.wait(taskId))).toMatchObject({ reason: 'closed' })
  expect(ledger.close).toHaveBeenCalledOnce()
  expect(server.received).toEqual([])
})

it('a client that is closed while it is loaded submits nothing more, and then closes its ledger', async () => {
  const ledger = { ...memoryLedger(), close: vi.fn<() => Promise<void>>(async () => {}) }
  const { server, apikley } = await cold({ ledger })
  const created = rejection(apikley.tasks.create({ model, input: {} }))
  await apikley.close()
  expect(await created).toMatchObject({ moneySpent: 'no', message: expect.stringContaining('closed') })
  expect(ledger.close).toHaveBeenCalledOnce()
  expect(server.received).toEqual([])
})

it('updates are there at once, and begin with the first next()', async () => {
  const { server, apikley } = await cold()
  const updates = apikley.tasks.watch(taskId)
  expect(updates[Symbol.asyncIterator]()).toBe(updates)
  expect(server.received).toEqual([])
  expect(await updates.next()).toMatchObject({ value: { state: 'success' } })
})

it('callbacks are expected from the moment that there is a handler', async () => {
  const clock = new FakeClock()
  const asked: string[] = []
  const { apikley } = await cold({
    clock,
    callbacks: { url: 'https://example.com/callback' },
    fetch: (url, init) => {
      asked.push(new URL(url).pathname)
      return fetch(url, init)
    },
  })
  apikley.callbacks.handler()
  await apikley.tasks.create({ model, input: {} })
  const wait = rejection(apikley.tasks.wait(taskId))
  await settled()
  // Past the first look that there would be without a handler.
  clock.advance(nextPollAge(0, 5_000, 0))
  await settled()
  await apikley.close()
  expect(await wait).toMatchObject({ reason: 'closed' })
  expect(asked).toEqual(['/api/v1/jobs/createTask'])
})
