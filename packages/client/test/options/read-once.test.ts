import { type Apikley, createApikley, uncheckedModel } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'

const model = uncheckedModel('new')
const taken = (id: number) => ({ code: 200, data: { taskId: `t${id}` } })

describe('options are what they were when they were given', () => {
  it('one object for many creates gives each its own key', async () => {
    const { server, apikley } = await setUp()
    server.on('createTask', taken(0), taken(1), taken(2))
    const how: { key?: string } = {}
    const tasks = ['a', 'b', 'c'].map((name) => {
      how.key = name
      return apikley.tasks.create(lighthouse, how)
    })
    expect((await Promise.all(tasks)).map((task) => task.key).toSorted()).toEqual(['a', 'b', 'c'])
    expect(server.to('createTask')).toHaveLength(3)
  })

  it('a budget that is changed later is not that of the client', async () => {
    const maxSpend = { credits: 100, perMs: 1_000 }
    const { server, apikley } = await setUp({ maxSpend, prices: { [lighthouse.model]: 160 } })
    maxSpend.credits = 1_000
    expect(await rejection(apikley.tasks.create(lighthouse))).toMatchObject({ kind: 'budget' })
    expect(server.received).toEqual([])
  })
})

/** Objects of which no option would be read. */
const others: [name: string, make: () => unknown, shown: RegExp][] = [
  ['a map', () => new Map([['saveTo', 'a.mp4']]), /received a Map/],
  ['options that were not awaited', () => Promise.resolve({ key: 'a' }), /received a Promise/],
  ['a signal', () => new AbortController().signal, /received an AbortSignal/],
  ['a date', () => new Date(), /received a Date/],
  ['an address', () => new URL('https://example.com'), /received a URL/],
]

describe.for(others)('%s in the place of options', ([, make, shown]) => {
  it.for<[name: string, call: (apikley: Apikley, given: never) => Promise<unknown>]>([
    ['create', (a, given) => a.tasks.create({ model, input: {} }, given)],
    ['wait', (a, given) => a.tasks.wait('t', given)],
    ['generate', (a, given) => a.generate(model, {}, given)],
    ['generateMany', (a, given) => a.generateMany([], given)],
    ['save', (a, given) => a.files.save('https://example.com/a.mp4', 'a.mp4', given)],
    ['the client', async (_, given) => createApikley(given)],
    ['hooks', async (_, given) => createApikley({ hooks: given })],
    ['prices', async (_, given) => createApikley({ prices: given })],
  ])('is refused by %s', async ([, call]) => {
    const { server, apikley } = await setUp()
    const error = await rejection(call(apikley, make() as never))
    expect(error).toMatchObject({
      kind: 'configuration',
      moneySpent: 'no',
      message: expect.stringMatching(shown),
    })
    expect(server.received).toEqual([])
  })
})

it('options of a class are taken, with what it inherits', async () => {
  class Waiting {
    get timeoutMs(): string {
      return '5'
    }
  }
  const { apikley } = await setUp()
  const error = await rejection(apikley.tasks.wait('t', new Waiting() as never))
  expect(error).toMatchObject({ kind: 'configuration', message: expect.stringMatching(/timeoutMs is '5'/) })
  let told = 0
  class Counting {
    #by = 1
    onRequest(): void {
      told += this.#by
    }
  }
  const { apikley: counted } = await setUp({ hooks: new Counting() })
  await rejection(counted.tasks.get('t'))
  expect(told).toBe(1)
})

const throwing = (): never => {
  throw new Error('not now')
}
const trap = (...names: string[]): never =>
  Object.defineProperties(
    {},
    Object.fromEntries(names.map((name) => [name, { get: throwing, enumerable: true }])),
  ) as never

it.for<[name: string, call: (apikley: Apikley) => Promise<unknown>, kind: string]>([
  ['an option', (a) => a.tasks.create({ model, input: {} }, trap('key')), 'configuration'],
  ['a proxy', (a) => a.generate(model, {}, new Proxy({}, { has: throwing })), 'configuration'],
  ['an input', (a) => a.generate(model, trap('prompt')), 'validation'],
])('what throws when it is read sends nothing: %s', async ([, call, kind]) => {
  const { server, apikley } = await setUp()
  const error = await rejection(call(apikley))
  expect(error).toMatchObject({ kind, moneySpent: 'no', cause: { message: 'not now' } })
  expect(server.received).toEqual([])
})

it('an item that cannot be read is settled by itself, and the others go on', async () => {
  const { server, apikley } = await setUp()
  server.on('createTask', { code: 402, msg: 'no' })
  const items = [undefined, trap('key'), trap('model'), { model, input: trap('prompt') }, 7, [], new Map()]
  const settled = await apikley.generateMany(items as never, { batch: 'b' })
  const kinds = settled.map((one) => one.status === 'rejected' && one.reason.kind)
  expect(kinds).toEqual(items.map((_, index) => (index === 3 ? 'validation' : 'configuration')))
  expect(settled.map((one) => one.key)).toEqual(items.map((_, index) => `b/${index}`))
  expect(server.received).toEqual([])
})

it('a key in the place of the options is in no error', () => {
  for (const given of [key, { callbacks: key }, { hooks: key }, { limits: key }]) {
    expect(() => createApikley(given as never)).toThrow(
      expect.objectContaining({ kind: 'configuration', message: expect.not.stringContaining(key) }),
    )
  }
  expect(() => createApikley(key as never)).toThrow(/received a text.*apiKey/)
})
