import { type Ledger, memoryLedger, type Submission } from '@apikley/client'
import { describe, expect, it, vi } from 'vitest'
import { recordResult } from '../../src/tasks/record-result.ts'
import { createContext } from '../../src/client/context.ts'
import { listed } from '../ledger/listed.ts'
import { readAnswer } from '../../src/http/envelope.ts'
import { findRecord } from '../../src/tasks/find-record.ts'
import { readTask } from '../../src/tasks/read-task.ts'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { key as apiKey, lighthouse, rejection, setUp } from '../set-up.ts'
import { failed, record, succeeded, url } from '../tasks/records.ts'

const created = { code: 200, data: { taskId: 't1' } }
const full = Object.assign(new Error(`no space left for ${apiKey}`), { code: 'ENOSPC' })
const key = 'order-17'

describe('the ledger is written first', () => {
  it('the intent before the request, the outcome before the answer', async () => {
    const ledger = memoryLedger()
    const seen: (Submission | undefined)[] = []
    const clock = new FakeClock()
    const { server, apikley } = await setUp({
      clock,
      ledger,
      fetch: async () => {
        seen.push(await ledger.get(key))
        return Response.json(created)
      },
    })
    await apikley.tasks.create(lighthouse, { key })
    expect(seen).toEqual([
      {
        key,
        attempt: expect.stringMatching(/^[0-9a-f-]{36}$/),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        model: lighthouse.model,
        baseUrl: server.url,
        state: 'sending',
        sentAt: clock.now(),
        leaseUntil: clock.now() + 90_000,
        callback: false,
      },
    ])
    expect(await ledger.get(key)).toEqual({ ...seen[0], state: 'accepted', taskId: 't1' })
  })

  it('and never holds the input or the API key', async () => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ ledger })
    server.on('createTask', { code: 500, msg: `echo of ${apiKey}` })
    await rejection(apikley.tasks.create(lighthouse, { key }))
    const text = JSON.stringify(await listed(ledger))
    expect(text).toContain('echo of [key]')
    expect(text).not.toContain(apiKey)
    expect(text).not.toContain(lighthouse.input.prompt)
  })

  it.for<[name: string, timeoutMs: number | null, lease: number]>([
    ['its own time limit', 5_000, 35_000],
    ['none', null, 630_000],
  ])('with a lease that outlasts the request: %s', async ([, timeoutMs, lease]) => {
    const ledger = memoryLedger()
    const { server, apikley } = await setUp({ ledger, clock: new FakeClock() })
    server.on('createTask', created)
    await apikley.tasks.create(lighthouse, { key, timeoutMs })
    const { leaseUntil = 0, sentAt = 0 } = (await ledger.get(key)) ?? {}
    expect(leaseUntil - sentAt).toBe(lease)
  })
})

describe('a ledger that fails', () => {
  const failing = (broken: Partial<Ledger>): Ledger => ({ ...memoryLedger(), ...broken })

  it.for<[name: string, broken: Partial<Ledger>]>([
    ['cannot take the intent', { begin: () => Promise.reject(full) }],
    [
      'breaks the rules of promises',
      {
        begin: () => {
          throw full
        },
      },
    ],
    ['cannot be read', { get: () => Promise.reject(full) }],
  ])('before the request: nothing is sent (%s)', async ([, broken]) => {
    const { server, apikley } = await setUp({ ledger: failing(broken) })
    const error = await rejection(apikley.tasks.create(lighthouse, { key }))
    expect(error).toMatchObject({ kind: 'ledger', moneySpent: 'no', cause: { code: 'ENOSPC' } })
    expect(error).not.toHaveProperty('taskId')
    expect(String((error as Error).cause)).not.toContain(apiKey)
    expect(server.received).toEqual([])
  })

  it('with the intent written all the same: it does not stay open', async () => {
    const memory = memoryLedger()
    const begin = (intent: Submission): Promise<Submission> =>
      memory.begin(intent).then(() => Promise.reject(full))
    const { apikley } = await setUp({ ledger: { ...memory, begin } })
    await rejection(apikley.tasks.create(lighthouse, { key }))
    expect(await memory.get(key)).toMatchObject({ state: 'rejected' })
  })

  it('with the intent written all the same, twice over: that is what is told', async () => {
    const update = (): never => {
      throw full
    }
    const { server, apikley } = await setUp({
      ledger: failing({ begin: () => Promise.reject(full), update }),
    })
    const error = await rejection(apikley.tasks.create(lighthouse, { key }))
    expect(error).toMatchObject({ kind: 'ledger', moneySpent: 'no', cause: { code: 'ENOSPC' } })
    expect(server.received).toEqual([])
  })

  it('after the task was accepted: its id is not lost', async () => {
    const { server, apikley } = await setUp({ ledger: failing({ update: () => Promise.reject(full) }) })
    server.on('createTask', created)
    const error = await rejection(apikley.tasks.create(lighthouse, { key }))
    expect(error).toMatchObject({
      kind: 'ledger',
      taskId: 't1',
      moneySpent: 'yes',
      cause: { code: 'ENOSPC' },
    })
    expect(server.received).toHaveLength(1)
  })

  it.for<[name: string, reply: Reply, want: object]>([
    ['a refusal', { code: 402, msg: 'no' }, { kind: 'credits', moneySpent: 'no' }],
    ['a refusal for load, which is not sent again', { code: 455, msg: 'no' }, { kind: 'maintenance' }],
    ['an unknown outcome', 'reset', { kind: 'unknown-submit', moneySpent: 'unknown', key }],
  ])('after %s: that is what is told', async ([, reply, want]) => {
    const ledger = failing({ update: () => Promise.reject(full) })
    const { server, apikley } = await setUp({ ledger })
    server.on('createTask', reply)
    expect(await rejection(apikley.tasks.create(lighthouse, { key }))).toMatchObject(want)
    expect(server.received).toHaveLength(1)
    // The key stays taken.
    expect(await ledger.get(key)).toMatchObject({ state: 'sending' })
  })

  it('by being slower than the lease: nothing is sent', async () => {
    const clock = new FakeClock()
    const memory = memoryLedger()
    const begin: Ledger['begin'] = (intent) => {
      clock.advance(90_000)
      return memory.begin(intent)
    }
    const { server, apikley } = await setUp({ clock, ledger: { ...memory, begin } })
    const error = await rejection(apikley.tasks.create(lighthouse, { key }))
    expect(error).toMatchObject({ kind: 'ledger', moneySpent: 'no' })
    expect(await memory.get(key)).toMatchObject({ state: 'rejected' })
    expect(server.received).toEqual([])
  })
})

it('the task of the answer takes the place of one that a callback has told of, and a person is told', async () => {
  const ledger = memoryLedger()
  const error = vi.fn<(message: string, facts: object) => void>()
  const { apikley } = await setUp({
    ledger,
    callbacks: { url: 'https://example.com/hook' },
    logger: { ...console, error },
    fetch: async () => {
      await ledger.update(key, { state: 'accepted', taskId: 't9' })
      await ledger.update(key, { state: 'succeeded', urls: [url], credits: 5 })
      return Response.json(created)
    },
  })
  expect(await apikley.tasks.create(lighthouse, { key })).toEqual({ taskId: 't1', key })
  const held = await ledger.get(key)
  expect(held).toMatchObject({ state: 'accepted', taskId: 't1' })
  expect(held).not.toHaveProperty('urls')
  expect([(await ledger.find('t1'))?.key, await ledger.find('t9')]).toEqual([key, undefined])
  expect(error).toHaveBeenCalledWith('A key has two tasks', { key, taskId: 't1', other: 't9' })
})

describe('the end of a task is written down', () => {
  const accepted: Submission = {
    key,
    attempt: 'a',
    fingerprint: 'f',
    model: 'm',
    baseUrl: 'https://api.example.com',
    state: 'sending',
    sentAt: 0,
    leaseUntil: 0,
    callback: false,
    credits: 160,
  }
  const recordEnd = (ledger: Ledger, data: unknown, id = 't1'): Promise<void> => {
    const context = createContext({ apiKey, baseUrl: accepted.baseUrl, ledger })
    return recordResult(context, readTask(findRecord(data, readAnswer(200, ''), id)!, id, context.redact))
  }
  const ended = async (
    answer: { data: unknown },
    ledger = memoryLedger(),
  ): Promise<Submission | undefined> => {
    await ledger.begin(accepted)
    await ledger.update(key, { state: 'accepted', taskId: 't1' })
    await recordEnd(ledger, answer.data)
    return ledger.get(key)
  }

  it.for<[name: string, answer: { data: unknown }, want: object]>([
    ['a success', succeeded(), { state: 'succeeded', urls: [url], credits: 160 }],
    ['what it cost', succeeded({ creditsConsumed: 150 }), { state: 'succeeded', credits: 150 }],
    [
      'a failure, which costs nothing',
      failed('501', 'broken'),
      { state: 'failed', reason: 'broken', credits: 0 },
    ],
    [
      'one that does',
      failed('501', '', { creditsConsumed: 5 }),
      { state: 'failed', reason: '501', credits: 5 },
    ],
    ['not yet', record('generating'), { state: 'accepted', credits: 160 }],
  ])('%s', async ([, answer, want]) => expect(await ended(answer)).toMatchObject(want))

  it('nowhere if the ledger does not know the task', async () => {
    const ledger = memoryLedger()
    await recordEnd(ledger, succeeded().data, 'unknown')
    expect(await listed(ledger)).toEqual([])
  })

  it('and a ledger that cannot take it keeps nobody from the result', async () => {
    const broken = { ...memoryLedger(), find: () => Promise.reject(full) }
    await expect(recordEnd(broken, succeeded().data)).resolves.toBeUndefined()
  })
})
