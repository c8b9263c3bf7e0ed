import { sqliteLedger } from '@apikley/client/node'
import { isApikleyError, memoryLedger } from '@apikley/client'
import {
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
} from 'ai'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { kling, poll, providerOf, setUp } from './set-up.ts'

const idsOf = ({ providerMetadata }: { providerMetadata: Record<string, unknown> }): string[] => {
  const { videos } = providerMetadata['apikley'] as { videos: { taskId: string }[] }
  return videos.map(({ taskId }) => taskId)
}

describe('the idempotency key of a caller', () => {
  it.for(['idempotency-key', 'Idempotency-Key', 'IDEMPOTENCY-KEY'])('as %s is one task', async (name) => {
    const { mock, apikley, creates } = await setUp()
    const call = { model: apikley.video(kling), prompt: 'dusk', headers: { [name]: 'order-17' }, poll }
    const first = await generateVideo(call)
    const again = await generateVideo({ ...call, model: apikley.video(kling.id) })
    expect(idsOf(again)).toEqual(idsOf(first))
    expect(creates()).toBe(1)
    mock.assertChargedOnce('dusk')
  })

  it('is the client key, in the ledger and in what is told', async () => {
    const ledger = memoryLedger()
    const { apikley } = await setUp({}, { ledger })
    const headers = { 'idempotency-key': 'order 17' }
    const { operation } = await startVideo({ model: apikley.video(kling), prompt: 'dusk', headers })
    const tasks = [{ key: 'order 17', taskId: expect.stringMatching(/^\w{32}$/) as string }]
    expect(operation).toMatchObject({ version: 1, key: 'order 17', model: kling.id, tasks })
    expect(await ledger.get('order 17')).toMatchObject({ state: 'accepted' })
  })

  it('makes one task of calls at the same time', async () => {
    const { mock, apikley } = await setUp({ taskMs: 50 })
    const call = { model: apikley.video(kling), prompt: 'dusk', headers: { 'idempotency-key': 'a' }, poll }
    const results = await Promise.all([generateVideo(call), generateVideo(call), generateVideo(call)])
    expect(new Set(results.flatMap(idsOf)).size).toBe(1)
    mock.assertChargedOnce()
  })

  it('is refused for another request, before anything is sent', async () => {
    const { apikley, creates } = await setUp()
    const call = { model: apikley.video(kling), headers: { 'idempotency-key': 'a' } }
    await startVideo({ ...call, prompt: 'dusk' })
    await expect(startVideo({ ...call, prompt: 'dawn' })).rejects.toThrow(/used before, for another request/)
    expect(creates()).toBe(1)
  })

  it('stands for the same request whichever address a webhook has', async () => {
    const { apikley, creates } = await setUp()
    const call = { model: apikley.video(kling), prompt: 'dusk', headers: { 'idempotency-key': 'a' } }
    const one = await startVideo({ ...call, webhookUrl: 'http://127.0.0.1:9/one' })
    const two = await startVideo({ ...call, webhookUrl: 'http://127.0.0.1:9/two' })
    expect(Object(two.operation).tasks).toEqual(Object(one.operation).tasks)
    expect(creates()).toBe(1)
  })

  it('may be an option of the provider, which goes before what the SDK makes up', async () => {
    const { apikley, creates } = await setUp()
    // Of any script, which a header is not.
    const providerOptions = { apikley: { key: 'заказ 17' } }
    const call = { model: apikley.video(kling), prompt: 'dusk', providerOptions }
    const [one, two] = [await startVideo(call), await startVideo(call)]
    expect([one.operation, two.operation]).toMatchObject([{ key: 'заказ 17' }, { key: 'заказ 17' }])
    const { operation } = await startVideo({ ...call, headers: { 'idempotency-key': 'b' } })
    expect(operation).toMatchObject({ key: 'b' })
    expect(creates()).toBe(2)
  })

  it('that can be none is refused', async () => {
    const { apikley, creates } = await setUp()
    const call = { model: apikley.video(kling), prompt: 'dusk', headers: { 'idempotency-key': '' } }
    await expect(startVideo(call)).rejects.toThrow(/key must be 1 to 200 characters/)
    expect(creates()).toBe(0)
  })
})

it('without a key of a caller each call is a task of its own', async () => {
  const { apikley, mock } = await setUp()
  const call = { model: apikley.video(kling), prompt: 'dusk' }
  await Promise.all([startVideo(call), startVideo(call)])
  expect(mock.bill()).toHaveLength(2)
})

describe('several videos', () => {
  it('are tasks of their own, with keys of their own', async () => {
    const ledger = memoryLedger()
    const { apikley, mock } = await setUp({}, { ledger })
    const call = {
      model: apikley.video(kling),
      prompt: 'dusk',
      n: 3,
      headers: { 'idempotency-key': 'a' },
      poll,
    }
    const { videos, providerMetadata, warnings } = await generateVideo(call)
    expect(videos).toHaveLength(3)
    expect(warnings).toEqual([])
    expect(providerMetadata['apikley']).toMatchObject({
      videos: [{ key: 'a/1' }, { key: 'a/2' }, { key: 'a/3' }],
    })
    expect((await generateVideo(call)).videos).toHaveLength(3)
    expect(mock.bill()).toHaveLength(3)
  })

  it('that could not all be started are those that were', async () => {
    const { apikley, mock, creates } = await setUp()
    mock.fault({ kind: 'creditsRunOut', skip: 2 })
    const call = {
      model: apikley.video(kling),
      prompt: 'dusk',
      n: 3,
      headers: { 'idempotency-key': 'a' },
      poll,
    }
    const { videos, providerMetadata, warnings } = await generateVideo(call)
    expect(videos).toHaveLength(2)
    expect(creates()).toBe(3)
    expect(warnings).toEqual([
      {
        type: 'other',
        message: expect.stringMatching(/^1 of 3 could not be started\. a\/\d: .*No money was spent/),
      },
    ])
    expect(providerMetadata['apikley']).toMatchObject({ failed: [{ error: expect.stringContaining('402') }] })
    // The same call again, with money, makes the one that is missing.
    mock.topUp(1_000)
    expect((await generateVideo(call)).videos).toHaveLength(3)
    expect(mock.bill()).toHaveLength(3)
  })

  it('of which one fails are those that do not', async () => {
    const { apikley, mock } = await setUp()
    mock.fault({ kind: 'moderationFailure', times: 1 })
    const { videos, providerMetadata, warnings } = await generateVideo({
      model: apikley.video(kling),
      prompt: 'dusk',
      n: 3,
      poll,
    })
    expect(videos).toHaveLength(2)
    expect(warnings).toEqual([
      {
        type: 'other',
        message: expect.stringMatching(
          /^1 of 3 videos failed\. The task failed: CONTENT_POLICY.* Task \w{32}\. No money/,
        ),
      },
    ])
    expect(providerMetadata['apikley']).toMatchObject({
      failed: [
        { taskId: expect.stringMatching(/^\w{32}$/), error: expect.stringContaining('CONTENT_POLICY') },
      ],
    })
    expect(mock.bill()).toHaveLength(3)
  })

  it('that all fail end with their ids and what became of the money', async () => {
    const { apikley, mock } = await setUp()
    mock.fault({ kind: 'serverFailure' })
    const call = generateVideo({ model: apikley.video(kling), prompt: 'dusk', n: 2, poll })
    await expect(call).rejects.toThrow(/(The task failed: .* Task \w{32}\. No money was spent\. .*){2}/)
  })

  it('that can all not be started end with the gravest for the money, and all are told', async () => {
    const { apikley, mock, creates } = await setUp()
    mock.fault({ kind: 'lostResponse', times: 1 })
    mock.fault({ kind: 'envelope', code: 505, skip: 1, operation: 'createTask' })
    const headers = { 'idempotency-key': 'a' }
    const error: unknown = await startVideo({
      model: apikley.video(kling),
      prompt: 'dusk',
      n: 2,
      headers,
    }).catch((reason: unknown) => reason)
    expect(isApikleyError(error, 'unknown-submit') && error.key).toMatch(/^a\/\d$/)
    expect(String(error)).toMatch(
      /None of 2 could be started: .*Money may have been spent\..*505.*No money was spent/,
    )
    expect(creates()).toBe(2)
  })

  it('can be as many as the model is asked for', async () => {
    const { apikley, mock } = await setUp({}, { limits: { create: null, recordInfo: null } })
    const { videos } = await generateVideo({ model: apikley.video(kling), prompt: 'dusk', n: 12, poll })
    expect(videos).toHaveLength(12)
    expect(mock.bill()).toHaveLength(12)
  })
})

describe('in another process', () => {
  it('the key finds its task in a ledger that both have', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apikley-ai-sdk-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const ledger = () => sqliteLedger(join(folder, 'ledger.db'))
    const { apikley, mock } = await setUp({}, { ledger: ledger() })
    const call = { prompt: 'dusk', headers: { 'idempotency-key': 'a' } }
    const { operation } = await startVideo({ ...call, model: apikley.video(kling) })
    const other = providerOf(mock.url, { ledger: ledger() })
    const again = await startVideo({ ...call, model: other.video(kling) })
    expect(Object(again.operation).tasks).toEqual(Object(operation).tasks)
    mock.assertChargedOnce()
  })

  it.for([
    [
      'another API',
      { baseUrl: 'https://api.example.com' },
      /belongs to another API, https:\/\/api\.example\.com/,
    ],
    ['a newer version', { version: 2 }, /has the form 2, and this version knows 1/],
  ] as const)('an operation of %s is refused', async ([, change, words]) => {
    const { apikley } = await setUp()
    const { operation } = await startVideo({ model: apikley.video(kling), prompt: 'dusk' })
    const changed = { ...Object(operation), ...change }
    await expect(getVideoStatus(apikley.video(kling), { operation: changed })).rejects.toThrow(words)
  })

  it.for([[null], ['abc'], [7], [{}], [[]], [{ version: 1, baseUrl: 'x', tasks: [] }]])(
    '%j is no operation',
    async ([operation]) => {
      const { apikley } = await setUp()
      const looked = getVideoStatus(apikley.video(kling), { operation: operation as never })
      await expect(looked).rejects.toThrow(
        /The operation is not one that doStart of this provider has answered/,
      )
    },
  )
})
