import { type ApikleyOptions, createApikley, memoryLedger } from '@apikley/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { signed } from '../callbacks/set-up.ts'
import { FakeClock } from '../fake-clock.ts'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'
import { setUpLive } from '../tasks/set-up-live.ts'
import { taskId } from '../tasks/records.ts'

const url = 'https://example.com/callback'
const created = ['one', 'two', 'three'].map((id) => ({ code: 200, data: { taskId: id } }))
const secret = 'fake-callback-secret'

/** What becomes a warning of the process. Each is printed once, so that each test begins with a fresh module. */
let warnings: ReturnType<typeof vi.fn<(text: string, type: string) => void>>

beforeEach(() => {
  vi.resetModules()
  warnings = vi.fn<(text: string, type: string) => void>()
  vi.spyOn(process, 'emitWarning').mockImplementation((text: string | Error, type: unknown) => {
    warnings(String(text), typeof type === 'string' ? type : '')
  })
})
afterEach(() => void vi.restoreAllMocks())

/** A client of a module that has not printed anything yet. */
async function fresh(options: ApikleyOptions = {}) {
  const { server } = await setUp()
  server.on('createTask', ...created)
  const { createApikley: create } = await import('@apikley/client')
  const make = () => create({ apiKey: key, baseUrl: server.url, ...options })
  return { server, make, apikley: make() }
}

const texts = (): string[] => warnings.mock.calls.map(([text, type]) => `${type}: ${text}`)
const task = { model: { id: 'some/model' }, input: lighthouse.input }

describe('what costs money or results unseen is a warning of the process', () => {
  it.for<[what: string, options: ApikleyOptions]>([
    ['callbacks', { callbacks: { url } }],
    ['a budget', { prices: { 'some/model': 1 }, maxSpend: 5 }],
  ])('a ledger in memory beside %s: once, however many clients and calls', async ([, options]) => {
    const { make, apikley } = await fresh(options)
    expect(texts()).toEqual([])
    await apikley.tasks.create(task)
    await apikley.tasks.create(task)
    await make().tasks.create(task)
    expect(texts()).toEqual([expect.stringMatching(/^ApikleyWarning: The ledger is in memory.*sqliteLedger/)])
  })

  it('a ledger in memory beside a handler of callbacks', async () => {
    const { apikley } = await fresh()
    apikley.callbacks.handler()
    apikley.callbacks.handler()
    expect(texts()).toEqual([expect.stringMatching(/^ApikleyWarning: The ledger is in memory/)])
  })

  it.for<[what: string, options: ApikleyOptions]>([
    ['nothing needs it', {}],
    ['that is what was asked for', { callbacks: { url }, ledger: memoryLedger() }],
  ])('but not where %s', async ([, options]) => {
    const { apikley } = await fresh(options)
    await apikley.tasks.create(task)
    expect(texts()).toEqual([])
  })

  it('an address that the API cannot reach, without its path and query', async () => {
    const { server } = await setUp()
    server.on('createTask', ...created)
    const { apikley } = await fresh({
      ledger: memoryLedger(),
      baseUrl: 'https://api.example.com',
      callbacks: { url: 'http://192.168.1.5:3000/cb?token=abc' },
      fetch: (address, init) => fetch(address.replace('https://api.example.com', server.url), init),
    })
    await apikley.tasks.create(task)
    await apikley.tasks.create(task)
    expect(texts()).toEqual([
      expect.stringMatching(/cannot deliver callbacks to http:\/\/192\.168\.1\.5:3000, /),
    ])
  })

  it.for<[what: string, headers: () => Record<string, string>, says: RegExp]>([
    ['unsigned', () => ({}), /it is not signed.*webhook key/],
    ['signed with another key', () => signed(Date.now()), /its signature is wrong.*webhook key/],
  ])('callbacks that come %s though there is a secret', async ([, headers, says]) => {
    const { apikley } = await fresh({ ledger: memoryLedger(), callbacks: { url, secret } })
    const handler = apikley.callbacks.handler()
    for (let count = 0; count < 3; count++) {
      const body = JSON.stringify({ code: 200, data: { taskId } })
      const request = new Request(url, { method: 'POST', body, headers: headers() })
      expect((await handler(request)).status).toBe(401)
    }
    expect(texts()).toEqual([expect.stringMatching(says)])
  })

  it('what a person must look at, with what is known of it, without the key', async () => {
    const broken = { ...memoryLedger(), update: () => Promise.reject(new Error(`no disk for ${key}`)) }
    const { apikley } = await fresh({ ledger: broken, clock: new FakeClock((ms) => ms < 60_000) })
    await rejection(apikley.tasks.create({ ...task, input: null as never }))
    const { server, make } = await fresh({ ledger: broken })
    server.on('createTask', { code: 422, msg: 'no' })
    await rejection(make().tasks.create(task, { key: 'order-17' }))
    expect(texts()).toEqual([
      expect.stringMatching(
        /^ApikleyWarning: The ledger failed after a submission: .*order-17.*no disk for \[key]/,
      ),
    ])
  })
})

it('a logger takes the place of the process, and is told once by each client', async () => {
  const warn = vi.fn<(message: string) => void>()
  const logger = { debug: () => {}, info: () => {}, warn, error: () => {} }
  const { server, apikley } = await setUpLive({ logger, callbacks: { url: 'http://localhost:3000/cb' } })
  server.on('createTask', ...created)
  await apikley.tasks.create(lighthouse)
  await apikley.tasks.create(lighthouse)
  expect(texts()).toEqual([])
  expect(warn.mock.calls.map(([message]) => message)).toEqual([
    expect.stringContaining('The ledger is in memory'),
    expect.stringContaining('cannot deliver callbacks to http://localhost:3000'),
  ])
})

it('where there is no process, it is the console', async () => {
  const { apikley } = await fresh({ callbacks: { url } })
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  vi.stubGlobal('process', { env: {} })
  try {
    apikley.callbacks.handler()
  } finally {
    vi.unstubAllGlobals()
  }
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/^ApikleyWarning: The ledger is in memory/)]])
})

it('a client that is only made warns of nothing', () => {
  createApikley({ apiKey: key, callbacks: { url }, maxSpend: 5 })
  expect(texts()).toEqual([])
})
