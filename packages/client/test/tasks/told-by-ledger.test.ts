import { type Ledger, type LedgerChange, memoryLedger } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { lighthouse, setUp } from '../set-up.ts'
import { record, succeeded, taskId, url } from './records.ts'

/** A ledger that tells what another process writes, and how many listen. */
function told() {
  const store = memoryLedger()
  const listeners = new Set<(change: LedgerChange) => void>()
  const ledger: Ledger = {
    ...store,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  return {
    ledger,
    listeners,
    tell: (change: LedgerChange) => listeners.forEach((listener) => listener(change)),
  }
}

const hourMs = 3_600_000

describe('a wait hears from the ledger', () => {
  it('that its task has ended for another process, and looks at once', async () => {
    const { ledger, listeners, tell } = told()
    const { server, apikley } = await setUp({ ledger })
    server
      .on('createTask', { code: 200, data: { taskId } })
      .on('recordInfo', record('generating'), succeeded())
    await apikley.tasks.create(lighthouse, { key: 'order-17' })
    const wait = apikley.tasks.wait(taskId, {
      intervalMs: hourMs,
      // Once it has looked and waits for its next look.
      onUpdate: () => void setTimeout(() => tell({ key: 'order-17', state: 'succeeded', taskId })),
    })
    expect(await wait).toMatchObject({ urls: [url] })
    expect(server.received.map(({ url: path }) => path.split('/').at(-1))).toHaveLength(3)
    expect(listeners.size).toBe(0)
  })

  it('of other tasks, and of what has not ended, without looking', async () => {
    const { ledger, tell } = told()
    const { server, apikley } = await setUp({ ledger })
    server.on('recordInfo', record('generating'), succeeded())
    let looks = 0
    const wait = apikley.tasks.wait(taskId, {
      intervalMs: hourMs,
      onUpdate: () => {
        setTimeout(() => {
          tell({ key: 'order-18', state: 'succeeded', taskId: 'another' })
          tell({ key: 'order-17', state: 'accepted', taskId })
          looks = server.received.length
          setTimeout(() => tell({ key: 'order-17', state: 'failed', taskId }))
        })
      },
    })
    await wait
    expect(looks).toBe(1)
    expect(server.received).toHaveLength(2)
  })

  it('and looks again, as it would have, where the record lags behind', async () => {
    const { ledger, tell } = told()
    const { server, apikley } = await setUp({ ledger })
    server.on('recordInfo', record('generating'), record('generating'), succeeded())
    const wait = apikley.tasks.wait(taskId, {
      intervalMs: 200,
      onUpdate: () => void setTimeout(() => tell({ key: 'order-17', state: 'succeeded', taskId })),
    })
    await wait
    expect(server.received).toHaveLength(3)
  })
})
