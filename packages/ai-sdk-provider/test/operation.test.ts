import { memoryLedger } from '@apikley/client'
import { experimental_getVideoStatus as getVideoStatus, experimental_startVideo as startVideo } from 'ai'
import { describe, expect, it } from 'vitest'
import { kling, providerOf, setUp, type SetUp } from './set-up.ts'

/** Two programs with one ledger: one that starts, and one that knows the key alone. */
async function twoPrograms(): Promise<SetUp & { readonly other: SetUp['apikley'] }> {
  const ledger = memoryLedger()
  const first = await setUp({}, { ledger })
  return { ...first, other: providerOf(first.mock.url, { ledger }) }
}

const order = { prompt: 'dusk', headers: { 'idempotency-key': 'order-17' } }

describe('the operation of a key', () => {
  it('is looked at as the one that was started', async () => {
    const { apikley, other, mock } = await twoPrograms()
    await startVideo({ model: apikley.video(kling), ...order })
    const operation = await other.operation('order-17')
    const [{ taskId } = {}] = mock.tasks()
    expect(JSON.parse(JSON.stringify(operation))).toMatchObject({ tasks: [{ key: 'order-17', taskId }] })
    const status = await getVideoStatus(other.video(kling), { operation: operation ?? null })
    expect(status).toMatchObject({
      status: 'completed',
      providerMetadata: { apikley: { videos: [{ key: 'order-17', taskId }] } },
    })
    mock.assertChargedOnce()
  })

  it('of several videos has them all, without those that were refused', async () => {
    const { apikley, other, mock } = await twoPrograms()
    mock.fault({ kind: 'http429', operation: 'createTask', times: 1 })
    const providerOptions = { apikley: { submitWithinMs: 1 } }
    await startVideo({ model: apikley.video(kling), ...order, n: 12, providerOptions })
    const operation = await other.operation('order-17')
    const { tasks, failed } = operation as { tasks: { key: string; taskId: string }[]; failed: object[] }
    const ids = mock.tasks().map(({ taskId }) => taskId)
    expect(tasks.map(({ taskId }) => taskId).toSorted()).toEqual(ids.toSorted())
    expect(tasks).toHaveLength(11)
    expect(failed).toMatchObject([{ key: expect.stringMatching(/^order-17\/\d+$/), moneySpent: 'no' }])
    const status = await getVideoStatus(other.video(kling), { operation: operation ?? null })
    expect(status).toMatchObject({ status: 'completed' })
  })

  it('whose answer was lost has no id, and nothing is sent for it', async () => {
    const { apikley, other, mock, creates } = await twoPrograms()
    mock.fault({ kind: 'lostResponse' })
    const started = startVideo({ model: apikley.video(kling), ...order })
    await expect(started).rejects.toMatchObject({ kind: 'unknown-submit' })
    const operation = await other.operation('order-17')
    expect(operation).toMatchObject({ tasks: [{ key: 'order-17' }] })
    expect(JSON.stringify(operation)).not.toContain('taskId')
    const status = await getVideoStatus(other.video(kling), { operation: operation ?? null })
    expect(status).toMatchObject({
      status: 'pending',
      warnings: [{ message: expect.stringMatching(/order-17.* was lost.*Money may have been spent/) }],
      providerMetadata: { apikley: { tasks: [{ key: 'order-17' }] } },
    })
    expect(creates()).toBe(1)
  })

  it('is none for a key that nothing was started with, that was refused, or that can be no key', async () => {
    const { apikley, other, mock } = await twoPrograms()
    mock.fault({ kind: 'creditsRunOut' })
    await expect(startVideo({ model: apikley.video(kling), ...order })).rejects.toMatchObject({
      kind: 'credits',
    })
    for (const key of ['order-17', 'order-18', '', 'x'.repeat(200), 'x'.repeat(201)]) {
      expect(await other.operation(key)).toBeUndefined()
    }
  })

  it('is none for one of another API', async () => {
    const ledger = memoryLedger()
    const { apikley } = await setUp({}, { ledger })
    await startVideo({ model: apikley.video(kling), ...order })
    const elsewhere = await setUp({}, { ledger })
    expect(await elsewhere.apikley.operation('order-17')).toBeUndefined()
  })
})
