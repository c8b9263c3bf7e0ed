import { type Ledger, memoryLedger, type Submission } from '@apikley/client'
import { beforeEach, describe, expect, it } from 'vitest'
import { prepareRequest } from '../../src/submit/prepared-request.ts'
import { ScriptedServer } from '../server.ts'
import { lighthouse } from '../set-up.ts'
import { failed, record, succeeded, taskId, url } from '../tasks/records.ts'
import { bodyOf, receiving } from './set-up.ts'

const sentAt = 1_000_000

let api: ScriptedServer
beforeEach(async () => {
  api = await ScriptedServer.start()
  return () => api[Symbol.asyncDispose]()
})

/** A ledger with submissions to the API of the test, the first of which is named `mine`. */
async function ledgerOf(...submissions: Partial<Submission>[]): Promise<Ledger> {
  const ledger = memoryLedger()
  for (const more of submissions) {
    await ledger.begin({
      key: 'mine',
      attempt: 'attempt',
      fingerprint: 'print',
      model: lighthouse.model,
      baseUrl: api.url,
      state: 'unknown',
      sentAt,
      leaseUntil: sentAt + 60_000,
      callback: true,
      ...more,
    })
  }
  return ledger
}

const query = '?apikley_key=mine'
const hook = 'https://example.com/hook'

/** The `param` of a record, as the twin API writes it. */
const param = (callBackUrl?: string, input: object = {}): { param: string } => ({
  param: JSON.stringify({ input: JSON.stringify(input), model: lighthouse.model, callBackUrl }),
})

const ours = param('https://example.com/hook?a=1&apikley_key=mine')

describe('the key in the address brings the task of a lost answer home', () => {
  it.for<[name: string, state: Submission['state']]>([
    ['when nobody knows what became of it', 'unknown'],
    ['when the callback overtakes the answer', 'sending'],
    ['when it was taken for rejected', 'rejected'],
  ])('%s', async ([, state]) => {
    const ledger = await ledgerOf({ state })
    const { server, told, post } = await receiving({ server: api, ledger })
    server.on('recordInfo', succeeded(ours))
    expect(await post({ query })).toBe(200)
    expect(told).toEqual([{ taskId, state: 'success', key: 'mine' }])
    expect(await ledger.get('mine')).toMatchObject({ taskId, state: 'succeeded', urls: [url] })
  })

  it('also one that failed', async () => {
    const ledger = await ledgerOf({})
    const { server, post } = await receiving({ server: api, ledger })
    server.on('recordInfo', failed('500', 'broken', ours))
    expect(await post({ query })).toBe(200)
    expect(await ledger.get('mine')).toMatchObject({ taskId, state: 'failed', reason: expect.any(String) })
  })

  it.for<[name: string, address: string | undefined, added: object]>([
    ['model, input and time agree', undefined, {}],
    ['its address is empty', '', {}],
    ['the API has added defaults', undefined, { duration: '5', cfg_scale: 0.5, nsfw_checker: false }],
  ])('also where the record does not say where its callback goes: %s', async ([, address, added]) => {
    const { model, input } = lighthouse
    const { fingerprint } = await prepareRequest({ model, input })
    const ledger = await ledgerOf({ fingerprint })
    const { server, post } = await receiving({ server: api, ledger })
    server.on('recordInfo', succeeded(param(address, { ...added, ...input })))
    expect(await post({ query })).toBe(200)
    expect(await ledger.get('mine')).toMatchObject({ taskId })
  })

  it('after somebody has told of the task without its key', async () => {
    const ledger = await ledgerOf({})
    const { server, told, post } = await receiving({ server: api, ledger })
    server.on('recordInfo', succeeded(ours))
    expect(await post()).toBe(200)
    expect(await ledger.get('mine')).not.toHaveProperty('taskId')
    expect(await post({ query })).toBe(200)
    expect(await ledger.get('mine')).toMatchObject({ taskId, state: 'succeeded' })
    expect(told).toEqual([
      { taskId, state: 'success', key: undefined },
      { taskId, state: 'success', key: 'mine' },
    ])
    // With its key once.
    expect([await post({ query }), await post(), told.length]).toEqual([200, 200, 2])
  })

  it('the last one, if the address had one of that name before the client added its own', async () => {
    const ledger = await ledgerOf({})
    const { server, post } = await receiving({ server: api, ledger })
    server.on('recordInfo', succeeded(param('https://example.com/?apikley_key=a&apikley_key=mine')))
    expect(await post({ query: '?apikley_key=a&apikley_key=mine' })).toBe(200)
    expect(await ledger.get('mine')).toMatchObject({ taskId })
  })

  it('not before it has ended', async () => {
    const ledger = await ledgerOf({})
    const { server, post } = await receiving({ server: api, ledger })
    server.on('recordInfo', record('generating', ours))
    expect(await post({ query })).toBe(503)
    expect(await ledger.get('mine')).toMatchObject({ state: 'unknown' })
  })
})

describe('a key that does not belong to the task is refused, and nobody is told', () => {
  const { model, input } = lighthouse
  const plain = param(undefined, input)
  const cases: [name: string, submission: Partial<Submission>, more: Record<string, unknown>][] = [
    ['the record has another key', {}, param('https://example.com/hook?apikley_key=other')],
    ['the record has an address without a key', {}, param('https://example.com/hook')],
    ['the record has no address at all', {}, param('nowhere')],
    ['another model', { model: 'another/model' }, ours],
    ['another model, and the record has no address', { model: 'another/model' }, plain],
    ['another input, and the record has no address', {}, param(undefined, { prompt: 'another' })],
    ['no input, and the record has no address', {}, param()],
    ['an older task, and the record has no address', { sentAt: 1_776_862_567_160 + 300_001 }, plain],
    ['no time, and the record has no address', {}, { ...plain, createTime: null }],
    ['a submission whose callback carries no key', { callback: false }, ours],
  ]
  it.for(cases)('%s', async ([, submission, more]) => {
    const { fingerprint } = await prepareRequest({ model, input })
    const ledger = await ledgerOf({ fingerprint, ...submission })
    const { server, told, post } = await receiving({ server: api, ledger })
    server.on('recordInfo', succeeded(more))
    expect(await post({ query })).toBe(409)
    expect(told).toEqual([])
    expect(await ledger.get('mine')).toMatchObject({ state: 'unknown' })
  })

  it('a task of another submission, without asking the API', async () => {
    const ledger = await ledgerOf({}, { key: 'other', state: 'accepted', taskId })
    const { server, told, post } = await receiving({ server: api, ledger })
    expect(await post({ query })).toBe(409)
    expect(told).toEqual([])
    expect(server.received).toEqual([])
    expect(await ledger.get('mine')).toMatchObject({ state: 'unknown' })
    expect(await ledger.get('other')).toMatchObject({ state: 'accepted' })
  })
})

describe('the answer to the create itself', () => {
  it('outranks a callback that was faster', async () => {
    const ledger = memoryLedger()
    const { server, apikley, logged, post } = await receiving({
      server: api,
      ledger,
      callbacks: { url: hook },
    })
    const answer = server.hold('createTask')
    const created = apikley.tasks.create(lighthouse, { key: 'mine' })
    await server.arrival('createTask')
    server.on('recordInfo', succeeded(ours))
    expect(await post({ query })).toBe(200)
    expect(await ledger.get('mine')).toMatchObject({ taskId, state: 'succeeded' })

    answer({ code: 200, data: { taskId: 'the-answer' } })
    expect(await created).toMatchObject({ taskId: 'the-answer', key: 'mine' })
    expect(await ledger.get('mine')).toMatchObject({ taskId: 'the-answer', state: 'accepted' })
    expect(logged()).toContain('two tasks')
    expect(await apikley.tasks.create(lighthouse, { key: 'mine' })).toMatchObject({ taskId: 'the-answer' })
  })

  it('tells whose task it is that an earlier callback was about', async () => {
    const ledger = memoryLedger()
    const { server, apikley, told, post } = await receiving({ server: api, ledger })
    const answer = server.hold('createTask')
    const created = apikley.tasks.create(lighthouse, { key: 'mine' })
    await server.arrival('createTask')
    server.on('recordInfo', succeeded())
    const status = post()
    await server.arrival('recordInfo')
    answer({ code: 200, data: { taskId } })
    expect([await status, (await created).taskId]).toEqual([200, taskId])
    expect(told).toEqual([{ taskId, state: 'success', key: 'mine' }])
  })
})

describe('a task is found by its id', () => {
  it.for(['', '?apikley_key=mine', '?apikley_key=of-another-ledger'])(
    'with the query "%s"',
    async (search) => {
      const ledger = await ledgerOf({ state: 'accepted', taskId })
      const { server, told, post } = await receiving({ server: api, ledger })
      server.on('recordInfo', succeeded())
      expect(await post({ query: search })).toBe(200)
      expect(told).toEqual([{ taskId, state: 'success', key: 'mine' }])
      expect(await ledger.get('mine')).toMatchObject({ state: 'succeeded', urls: [url] })
    },
  )

  it('the second task of one key is told of like one that is in no ledger, and logged', async () => {
    const ledger = await ledgerOf({ state: 'accepted', taskId: 'the-first' })
    const { server, told, logged, post } = await receiving({ server: api, ledger })
    server.on('recordInfo', succeeded(ours))
    expect(await post({ query })).toBe(200)
    expect(told).toEqual([{ taskId, state: 'success', key: undefined }])
    expect(await ledger.get('mine')).toMatchObject({ taskId: 'the-first', state: 'accepted' })
    expect(logged()).toContain('two tasks')
  })
})

it('what the ledger does not take is not answered with 200, and nobody is told', async () => {
  const ledger = await ledgerOf({ state: 'accepted', taskId })
  const { server, told, logged, post } = await receiving({
    server: api,
    ledger: { ...ledger, update: () => Promise.reject(new Error('the disk is full')) },
  })
  server.on('recordInfo', succeeded())
  expect(await post({ body: bodyOf() })).toBe(500)
  expect(told).toEqual([])
  expect(logged()).toContain('the disk is full')
})
