import { createApikley, memoryRateLimiter, uncheckedModel } from '@apikley/client'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { describe, expect, it } from 'vitest'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'

type Api = Awaited<ReturnType<typeof setUp>>['apikley']

const model = uncheckedModel('new')

describe('what the client is made with', () => {
  it.for<[given: unknown, message: RegExp]>([
    [{ baseURL: 'https://example.com' }, /createApikley has no 'baseURL' \(did you mean 'baseUrl'\?\)/],
    [{ maxspend: 100 }, /has no 'maxspend' \(did you mean 'maxSpend'\?\)/],
    [{ baseURL: undefined }, /has no 'baseURL'/],
    ['a-key', /createApikley must be an object, received a text/],
    [null, /createApikley must be an object, received null/],
    [[kling], /createApikley must be an object, received an array/],
    [{ models: kling }, /models is no list/],
    [{ callbacks: { uri: 'https://example.com' } }, /callbacks has no 'uri' \(did you mean 'url'\?\)/],
    [{ callbacks: 'https://example.com' }, /callbacks must be an object/],
    [{ limits: { creates: null } }, /limits has no 'creates' \(did you mean 'create'\?\)/],
    [{ timeoutMs: '5' }, /timeoutMs is '5'/],
  ])('%o', ([given, message]) => {
    const options =
      given && typeof given === 'object' && !Array.isArray(given) ? { apiKey: key, ...given } : given
    expect(() => createApikley(options as never)).toThrow(
      expect.objectContaining({ kind: 'configuration', message: expect.stringMatching(message) }),
    )
  })

  it('the limits of a shared limiter, too', () => {
    expect(() => memoryRateLimiter({ creates: null } as never)).toThrow(/limits has no 'creates'/)
  })
})

describe('what a call takes', () => {
  it.for<[name: string, call: (apikley: Api) => unknown, message: RegExp]>([
    ['create', (a) => a.tasks.create(lighthouse, { keys: 'a' } as never), /tasks.create has no 'keys'/],
    ['get', (a) => a.tasks.get('t', { timeout: 5 } as never), /tasks.get has no 'timeout'/],
    ['wait', (a) => a.tasks.wait('t', { interval: 5 } as never), /tasks.wait has no 'interval'/],
    ['watch', async (a) => a.tasks.watch('t', { onupdate() {} } as never), /tasks.watch has no 'onupdate'/],
    ['generate', (a) => a.generate(model, {}, { saveto: 'a.mp4' } as never), /\(did you mean 'saveTo'\?\)/],
    ['generateMany', (a) => a.generateMany([], { batchs: 'b' } as never), /\(did you mean 'batch'\?\)/],
    ['recover', (a) => a.recover({ timeout: 5 } as never), /recover has no 'timeout'/],
    [
      'save',
      (a) => a.files.save('https://a.example', 'a', { retry: 5 } as never),
      /files.save has no 'retry'/,
    ],
    ['upload', (a) => a.files.upload({} as never, { timeout: 5 } as never), /files.upload has no 'timeout'/],
    [
      'link',
      (a) => a.files.link('https://a.example', { timeout: 5 } as never),
      /files.link has no 'timeout'/,
    ],
    ['credits', (a) => a.credits({ timeout: 5 } as never), /credits has no 'timeout'/],
    ['handler', async (a) => a.callbacks.handler({ ontask() {} } as never), /\(did you mean 'onTask'\?\)/],
    ['an object of items', (a) => a.generateMany({ model, input: {} } as never), /takes a list of items/],
    ['a text of items', (a) => a.generateMany('items' as never), /takes a list of items/],
    ['a text as options', (a) => a.generate(model, {}, 'a.mp4' as never), /generate must be an object/],
  ])('%s', async ([, call, message]) => {
    const { server, apikley } = await setUp()
    const error = await rejection(Promise.resolve().then(() => call(apikley)))
    expect(error).toMatchObject({ kind: 'configuration', moneySpent: 'no' })
    expect(String(error)).toMatch(message)
    expect(server.received).toEqual([])
  })

  it('an item of a batch is refused by itself', async () => {
    const { server, apikley } = await setUp()
    server.on('createTask', { code: 402, msg: 'no' })
    const items = [{ model, input: {}, saveto: 'a.mp4' }, { model, input: {}, key: '' }, null]
    const settled = await apikley.generateMany(items as never, { batch: 'b' })
    expect(settled.map((one) => one.status === 'rejected' && one.reason.kind)).toEqual([
      'configuration',
      'validation',
      'configuration',
    ])
    expect(server.received).toEqual([])
  })
})

describe('a key that is there and is none', () => {
  it.for([undefined, null, '', ' ', 17, 'a\u0000b', 'a\ud800'])('%o', async (given) => {
    const { server, apikley } = await setUp()
    const options = { key: given } as never
    for (const call of [apikley.tasks.create(lighthouse, options), apikley.generate(model, {}, options)]) {
      expect(await rejection(call)).toMatchObject({ kind: 'validation', moneySpent: 'no' })
    }
    expect(server.received).toEqual([])
  })
})

it('a text that the model needs and that is blank is refused', async () => {
  const { server, apikley } = await setUp()
  const error = await rejection(apikley.tasks.create({ ...lighthouse, input: { prompt: ' \n' } }))
  expect(error).toMatchObject({ problems: [{ path: 'input.prompt', message: 'must not be blank' }] })
  expect(server.received).toEqual([])
})

it('an estimate is of a valid input', async () => {
  const { apikley } = await setUp({ prices: { [lighthouse.model]: 160 } })
  expect(apikley.estimate(lighthouse.model, lighthouse.input)).toBe(160)
  expect(() => apikley.estimate(lighthouse.model, { prompt: 'a', duration: '7' } as never)).toThrow(
    expect.objectContaining({ kind: 'validation' }),
  )
})
