import { createApikley, memoryLedger, memoryRateLimiter, uncheckedModel } from '@apikley/client'
import { ledgerContract } from '@apikley/client/ledger-kit'
import { nodeHandler } from '@apikley/client/node'
import { openTelemetry } from '@apikley/client/opentelemetry'
import { rateLimiterContract } from '@apikley/client/rate-limiter-kit'
import { describe, expect, it } from 'vitest'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'

type Api = Awaited<ReturnType<typeof setUp>>['apikley']
/** Calls as JavaScript makes them. */
type Loose = (...given: unknown[]) => unknown

const model = uncheckedModel('new')
const withLimit = { create: { requests: 1, perMs: 1 } }

describe('what the client is made with', () => {
  it.for<[options: object, message: RegExp]>([
    [{ ledger: 'ledger.db' }, /ledger must be an object with the methods begin, .*received 'ledger.db'/],
    [{ ledger: memoryLedger }, /ledger must be .*received a function/],
    [{ ledger: { get() {} } }, /ledger must be/],
    [{ clock: Date }, /clock must be an object with the methods now, sleep/],
    [{ fetch: 'https://example.com' }, /fetch must be a function/],
    [{ telemetry: openTelemetry }, /telemetry must be an object with the methods span/],
    [{ logger: console.log }, /logger must be an object with the methods debug/],
    [{ hooks: () => {} }, /hooks must be an object/],
    [{ hooks: { onreqest() {} } }, /hooks has no 'onreqest' \(did you mean 'onRequest'\?\)/],
    [{ hooks: { onRetry: 5 } }, /hooks: onRetry must be a function/],
    [{ allowPrivateAddresses: 'no' }, /allowPrivateAddresses must be a boolean/],
    [{ dangerouslyAllowHttp: 1 }, /dangerouslyAllowHttp must be a boolean/],
    [{ callbacks: { addKeyToUrl: 'no' } }, /addKeyToUrl must be a boolean/],
    [{ prices: 160 }, /prices must be an object/],
    [{ prices: { new: '160' } }, /price of 'new' must be credits or a function, received '160'/],
    [{ prices: { new: -1 } }, /price of 'new' must be/],
    [{ maxSpend: '500' }, /maxSpend is neither/],
    [{ maxSpend: -1 }, /maxSpend is neither/],
    [{ maxSpend: { credits: 500 } }, /maxSpend is neither/],
    [{ maxSpend: null }, /maxSpend is neither/],
    [{ maxSpend: { credits: 500, perMs: 1, per: 'day' } }, /maxSpend has no 'per'/],
    [{ logLevel: 'verbose' }, /logLevel must be one of debug, info, warn, error, received 'verbose'/],
    [{ limits: { create: 0 } }, /limits.create must be an object, received 0/],
    [{ limits: { create: false } }, /limits.create must be an object/],
    [{ limits: { create: { requests: 5, perMS: 1 } } }, /has no 'perMS' \(did you mean 'perMs'\?\)/],
    [{ limits: { create: { requests: 5, perMs: '1' } } }, /limits.create cannot be kept/],
    [{ models: [{ id: 'a', schema: null }] }, /schema of the model 'a' must be a JSON Schema, received null/],
    [{ models: [{ id: 'a', fields: 'none' }] }, /fields of the model 'a' must be a JSON Schema/],
    [{ timeoutMs: 5n }, /timeoutMs is 5n/],
    [{ baseUrl: null }, /baseUrl is not an absolute URL/],
    [{ baseUrl: Symbol('url') }, /baseUrl is not an absolute URL/],
    [{ models: null }, /models is no list/],
    [{ prices: null }, /prices must be an object, received null/],
  ])('%o', ([options, message]) => {
    expect(() => createApikley({ apiKey: key, ...options })).toThrow(
      expect.objectContaining({
        kind: 'configuration',
        moneySpent: 'no',
        message: expect.stringMatching(message),
      }),
    )
  })
})

describe('what else is made', () => {
  it.for<[name: string, make: () => unknown, message: RegExp]>([
    ['a ledger in memory', () => (memoryLedger as Loose)({ path: 'a' }), /memoryLedger takes no options/],
    ['a limiter', () => (memoryRateLimiter as Loose)(withLimit, { clok: 1 }), /did you mean 'clock'/],
    ['a limiter', () => (memoryRateLimiter as Loose)(withLimit, { clock: {} }), /clock must be/],
    ['a handler of Node', () => (nodeHandler as Loose)(), /nodeHandler takes a handler, received undefined/],
    [
      'a handler of Node',
      () => (nodeHandler as Loose)({}),
      /nodeHandler takes a handler, received an object/,
    ],
    ['spans', () => (openTelemetry as Loose)({ tracr: 1 }), /did you mean 'tracer'/],
    [
      'spans',
      () => (openTelemetry as Loose)({ tracer: {} }),
      /tracer must be an object with the methods startSpan/,
    ],
    ['a model', () => (uncheckedModel as Loose)(), /neither an id nor a model value/],
    ['a model', () => (uncheckedModel as Loose)(''), /neither an id nor a model value/],
    ['cases of a ledger', () => (ledgerContract as Loose)(), /takes \{ open/],
    ['cases of a limiter', () => (rateLimiterContract as Loose)({}), /takes \{ open/],
  ])('%s', ([, make, message]) => {
    expect(make).toThrow(
      expect.objectContaining({ kind: 'configuration', message: expect.stringMatching(message) }),
    )
  })
})

describe('what a call takes is refused before anything is sent', () => {
  it.for<[name: string, call: (apikley: Api) => unknown, message: RegExp]>([
    ['create', (a) => a.tasks.create(lighthouse, { signal: {} } as never), /signal must be an AbortSignal/],
    [
      'create',
      (a) => a.tasks.create(lighthouse, { checkCredits: 'yes' } as never),
      /checkCredits must be a boolean/,
    ],
    ['wait', (a) => a.tasks.wait('t', { onUpdate: 5 } as never), /onUpdate must be a function/],
    ['wait', (a) => a.tasks.wait('t', { signal: null } as never), /signal must be an AbortSignal/],
    ['generate', (a) => a.generate(model, {}, { onCreated: 5 } as never), /onCreated must be a function/],
    ['generate', (a) => a.generate(model, {}, { signal: 'x' } as never), /signal must be an AbortSignal/],
    ['generateMany', (a) => a.generateMany([], { onUpdate: 5 } as never), /onUpdate must be a function/],
    [
      'recover',
      (a) => a.recover({ saveTo: 'a.mp4' } as never),
      /saveTo must be a function, received 'a.mp4'/,
    ],
    ['save', (a) => a.files.save('https://a.example', 'a', { signal: 'x' } as never), /signal must be/],
    [
      'save',
      (a) => a.files.save('https://a.example', 'a', { accept: 'video' } as never),
      /accept must be one of media, any, received 'video'/,
    ],
    [
      'save',
      (a) => a.files.save('https://a.example', 'a', { accept: null } as never),
      /accept must be one of/,
    ],
    ['create', (a) => a.tasks.create(model.id as never, {}), /takes \{ model, input \}, received 'new'/],
    ['settle', (a) => a.submissions.settle('a', null as never), /verdict must be an object, received null/],
    ['settle', (a) => a.submissions.settle('a', { taskid: 't' } as never), /did you mean 'taskId'/],
    ['settle', (a) => a.submissions.settle(7 as never, { created: false }), /key must be .*received 7/],
    ['forget', (a) => a.submissions.forget({} as never, 'why'), /key must be .*received an object/],
    ['get', (a) => a.submissions.get(undefined as never), /key must be .*received undefined/],
    ['list', (a) => (a.submissions.list as Loose)('open'), /submissions.list takes no options/],
    ['save', (a) => a.files.save(Symbol('url') as never, 'a'), /url must be .*received Symbol\(url\)/],
    ['save', (a) => a.files.save(Object.create(null) as never, 'a'), /url must be .*received an object/],
    [
      'generateMany',
      (a) => a.generateMany([], { concurrency: Object.create(null) as never }),
      /concurrency is an object/,
    ],
    ['link', (a) => a.files.link(5 as never), /url must be an http or https URL, received 5/],
    ['link', (a) => a.files.link('/clip.mp4'), /url must be an http or https URL/],
    ['credits', (a) => a.credits({ signal: 'x' } as never), /signal must be an AbortSignal/],
    ['handler', async (a) => a.callbacks.handler({ onTask: 5 } as never), /onTask must be a function/],
    [
      'handler',
      async (a) => a.callbacks.handler({ secret: 5 } as never),
      /secret of the callbacks is empty, or no text/,
    ],
    [
      'handler',
      async (a) => a.callbacks.handler({ secret: null } as never),
      /secret of the callbacks is empty, or no text/,
    ],
    ['handler', async (a) => a.callbacks.handler({ maxBodyBytes: 'x' } as never), /maxBodyBytes is 'x'/],
  ])('%s', async ([, call, message]) => {
    const { server, apikley } = await setUp()
    const error = await rejection(Promise.resolve().then(() => call(apikley)))
    expect(error).toMatchObject({ moneySpent: 'no', message: expect.stringMatching(message) })
    expect(server.received).toEqual([])
  })
})
