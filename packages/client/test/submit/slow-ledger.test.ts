import { memoryLedger, type RateLimiter } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { taskId } from '../tasks/records.ts'

/** A client whose ledger takes so long to write an intent, with a rate limiter that lets so many through. */
async function setUpSlow(beginMs: number, turns: number) {
  // The limits of single calls last; all other times are over at once.
  const clock = new FakeClock((ms) => ms !== 60_000)
  const begun = clock.now()
  const store = memoryLedger()
  const happened: [what: string, atMs: number][] = []
  const note = (what: string): unknown => happened.push([what, clock.now() - begun])
  let left = turns
  const rateLimiter: RateLimiter = {
    acquire: () => {
      if (--left < 0) return { retryInMs: 5_000 }
      note('turn')
      return () => void note('over')
    },
    pause: () => {},
  }
  const { server, apikley } = await setUp({
    clock,
    ledger: {
      ...store,
      begin: async (intent) => {
        clock.advance(beginMs)
        return store.begin(intent)
      },
    },
    rateLimiter,
    fetch: (url, init) => {
      note('sent')
      return fetch(url, init)
    },
  })
  server.on('createTask', { code: 200, data: { taskId } })
  return { apikley, happened, store }
}

describe('a ledger that is slow', () => {
  it('has the request take another turn: by the first one it would arrive among those that came later', async () => {
    const { apikley, happened } = await setUpSlow(15_000, 2)
    await apikley.tasks.create(lighthouse)
    expect(happened).toEqual([
      ['turn', 0],
      ['over', 15_000],
      ['turn', 15_000],
      ['sent', 15_000],
      ['over', 15_000],
    ])
  })

  it('that takes less than a second costs no second turn', async () => {
    const { apikley, happened } = await setUpSlow(900, 2)
    await apikley.tasks.create(lighthouse)
    expect(happened.map(([what]) => what)).toEqual(['turn', 'sent', 'over'])
  })

  it('has nothing sent, and nothing left open, where the other turn does not come in time', async () => {
    const { apikley, happened, store } = await setUpSlow(15_000, 1)
    const options = { key: 'order-17', submitWithinMs: 16_000 }
    const error = await rejection(apikley.tasks.create(lighthouse, options))
    expect(error).toMatchObject({ kind: 'network', reason: 'timeout', moneySpent: 'no' })
    expect(happened.map(([what]) => what)).toEqual(['turn', 'over'])
    expect(await store.get('order-17')).toMatchObject({ state: 'rejected' })
  })
})
