import { memoryLedger } from '@apikley/client'
import {
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
} from 'ai'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startReceiver } from './receiver.ts'
import type { GenerateVideoWebhookFactory } from './sdk-types.ts'
import { kling, setUp } from './set-up.ts'

const options = { ledger: memoryLedger() }
const forged = { code: 200, data: { taskId: '0'.repeat(32), state: 'success' } }

/** A webhook that is told of whatever a test says, whenever it says so. */
function webhookBy(received: PromiseLike<{ headers: Record<string, string>; body: object }>): {
  webhook: GenerateVideoWebhookFactory
} {
  return {
    webhook: async () => ({ url: 'http://127.0.0.1:9/hook', received: received as never }),
  }
}

describe("a call with a webhook's address", () => {
  it('gives it to the API with the key in it, and ends when the webhook comes', async () => {
    const { apikley, mock } = await setUp({ taskMs: 200 }, options)
    const receiver = await startReceiver(onTestFinished)
    const headers = { 'idempotency-key': 'order-17' }
    const call = { model: apikley.video(kling), prompt: 'dusk', headers, webhook: receiver.webhook }
    const { videos, warnings } = await generateVideo(call)
    expect(videos).toHaveLength(1)
    expect(warnings).toEqual([])
    expect(receiver.requests).toEqual(['/hook/1?apikley_key=order-17'])
    mock.assertChargedOnce()
  })

  it('also of several videos, each of which tells of its own end', async () => {
    const { apikley, mock } = await setUp({ taskMs: 50 }, options)
    mock.fault({ kind: 'callbackLate', ms: 300, times: 1 })
    const receiver = await startReceiver(onTestFinished)
    const call = { model: apikley.video(kling), prompt: 'dusk', n: 3, webhook: receiver.webhook }
    expect((await generateVideo(call)).videos).toHaveLength(3)
    expect(mock.bill()).toHaveLength(3)
  })

  it('tells a failure with its task', async () => {
    const { apikley, mock } = await setUp({ taskMs: 50 }, options)
    mock.fault({ kind: 'moderationFailure' })
    const receiver = await startReceiver(onTestFinished)
    const call = generateVideo({ model: apikley.video(kling), prompt: 'dusk', webhook: receiver.webhook })
    await expect(call).rejects.toThrow(/CONTENT_POLICY.* Task \w{32}\. No money was spent/)
  })

  it.for<[name: string, received: () => PromiseLike<{ headers: Record<string, string>; body: object }>]>([
    ['comes too early', async () => ({ headers: {}, body: { code: 200, data: { taskId: 'x' } } })],
    ['is forged', async () => ({ headers: { 'content-length': '7' }, body: forged })],
    ['is nonsense', async () => ({ headers: {}, body: ['nonsense'] })],
    ['is nothing at all', async () => undefined as never],
    ['breaks', () => Promise.reject(new Error('the tunnel is closed'))],
    ['never comes', () => new Promise(() => {})],
  ])('waits on when the webhook %s', async ([, received]) => {
    const { apikley, mock } = await setUp({ taskMs: 500 }, options)
    const call = { model: apikley.video(kling), prompt: 'dusk', ...webhookBy(received()) }
    expect((await generateVideo(call)).videos).toHaveLength(1)
    mock.assertChargedOnce()
  })

  it('is told by the webhook what became of an answer that was lost', async () => {
    const { apikley, mock, creates } = await setUp({ taskMs: 100 }, options)
    mock.fault({ kind: 'lostResponse' })
    const receiver = await startReceiver(onTestFinished)
    const headers = { 'idempotency-key': 'lost' }
    const call = { model: apikley.video(kling), prompt: 'dusk', headers, webhook: receiver.webhook }
    expect((await generateVideo(call)).videos).toHaveLength(1)
    await expect.poll(creates).toBe(1)
    mock.assertChargedOnce()
  })

  it('and of one of several', async () => {
    const { apikley, mock } = await setUp({ taskMs: 100 }, options)
    mock.fault({ kind: 'lostResponse', times: 1 })
    const receiver = await startReceiver(onTestFinished)
    // The address is told of once: of the one whose answer was lost.
    mock.fault({ kind: 'callbackLost', skip: 1 })
    const call = { model: apikley.video(kling), prompt: 'dusk', n: 2, webhook: receiver.webhook }
    expect((await generateVideo(call)).videos).toHaveLength(2)
    expect(mock.bill()).toHaveLength(2)
  })

  it('is not waited for when it cannot tell: the address leads nowhere, or none has been asked for', async () => {
    const { apikley, mock } = await setUp({}, options)
    mock.fault({ kind: 'lostResponse' })
    const call = { model: apikley.video(kling), prompt: 'dusk' }
    const webhookUrl = 'https://hooks.example.com/apikley'
    await expect(startVideo({ ...call, webhookUrl })).rejects.toMatchObject({
      kind: 'unknown-submit',
      moneySpent: 'unknown',
    })
  })
})

it('after a webhook a look waits a moment for the record that is behind', async () => {
  const { apikley, mock } = await setUp({}, options)
  mock.fault({ kind: 'notYetVisible', ms: 1_200 })
  const model = apikley.video(kling)
  const { operation } = await startVideo({ model, prompt: 'dusk', webhookUrl: 'http://127.0.0.1:9/hook' })
  const status = await model.doStatus?.({ operation })
  expect(status).toMatchObject({ status: 'completed' })
})

it('one that was seen on its way is looked at once, each time that a program asks', async () => {
  const { apikley, requests } = await setUp({ taskMs: 60_000 }, options)
  const webhookUrl = 'http://127.0.0.1:9/hook'
  const { operation } = await startVideo({ model: apikley.video(kling), prompt: 'dusk', webhookUrl })
  const look = async (): Promise<string> => (await getVideoStatus(apikley.video(kling), { operation })).status
  expect(await look()).toBe('pending')
  const first = requests('recordInfo')
  // The first one may have been told by the webhook, in which case the record is about to change.
  expect(first).toBeGreaterThan(2)
  for (const looks of [1, 2, 3]) {
    expect(await look()).toBe('pending')
    expect(requests('recordInfo')).toBe(first + looks)
  }
})
