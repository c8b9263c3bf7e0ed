import { memoryRateLimiter, type RateLimiter } from '@apikley/client'
import { type RateLimiterCase, rateLimiterContract } from '@apikley/client/rate-limiter-kit'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../fuzz/run-to-end.ts'
import { VirtualClock } from '../fuzz/virtual-clock.ts'
import { type Account, type Fault, faults } from './broken-limiters.ts'

/** The cases in virtual time, with limiters that have a fault. */
function casesWith(fault: Fault, seed = 1): RateLimiterCase[] {
  const clock = new VirtualClock()
  const accounts = new WeakMap<RateLimiter, Account>()
  const make = (account: Account): RateLimiter => {
    const { store } = account
    const limiter: RateLimiter = {
      acquire: (lane) => store.acquire(lane),
      pause: (ms) => store.pause(ms),
      ...fault(account),
    }
    accounts.set(limiter, account)
    return limiter
  }
  const cases = rateLimiterContract({
    clock,
    seed,
    open: (limits) =>
      make({ limits, clock, store: memoryRateLimiter(limits, { clock }), shared: {}, isFirst: true }),
    reopen: (first) => make({ ...accounts.get(first)!, isFirst: false }),
  })
  return cases.map(({ name, run }) => ({
    name,
    run: async () => {
      const ended = await runToEnd(clock, 600_000, run)
      if ('error' in ended) throw ended.error
    },
  }))
}

/** Answers as a database does: later, and in another order than it was asked. */
const slow: Fault = ({ store, clock }) => {
  let asked = 0
  const afterAWhile = (): Promise<void> => clock.sleep(1 + ((asked++ * 7) % 5))
  return {
    acquire: async (lane) => {
      await afterAWhile()
      const answer = await store.acquire(lane)
      await afterAWhile()
      if (typeof answer !== 'function') return answer
      return async () => {
        await afterAWhile()
        await answer()
      }
    },
    pause: async (ms) => {
      await store.pause(ms)
      await afterAWhile()
    },
  }
}

const sound = casesWith(() => ({}))

describe('the contract of rate limiters', () => {
  it.for(sound.map(({ name, run }) => [name, run] as const))('is kept by one in memory that %s', ([, run]) =>
    expect(run()).resolves.toBeUndefined(),
  )

  it.for(casesWith(slow).map(({ name, run }) => [name, run] as const))(
    'is kept by one that answers late and %s',
    ([, run]) => expect(run()).resolves.toBeUndefined(),
  )

  it.for(Array.from({ length: 20 }, (_, seed) => seed))('is kept with other requests: %d', async (seed) => {
    const cases = [slow, () => ({})].flatMap((fault) => casesWith(fault, seed))
    const runs = cases.filter(({ name }) => name.startsWith('keeps every limit')).map(({ run }) => run)
    expect(runs).toHaveLength(4)
    for (const run of runs) await run()
  })

  it('asks for another limiter over the same account only where there can be one', () => {
    const alone = rateLimiterContract({ open: (limits) => memoryRateLimiter(limits) })
    expect(alone.length).toBeGreaterThan(0)
    expect(sound.map(({ name }) => name)).toEqual(expect.arrayContaining(alone.map(({ name }) => name)))
    expect(alone.length).toBeLessThan(sound.length)
  })

  it.for(faults)('a limiter that "%s": found out if it %s', async ([rule, , fault]) => {
    const broken = casesWith(fault).find(({ name }) => name === rule)
    await expect(broken?.run()).rejects.toThrow(/expected|It takes longer than|It hangs/)
  })

  it('has a broken limiter for each of its rules', () => {
    expect(new Set(faults.map(([rule]) => rule))).toEqual(new Set(sound.map(({ name }) => name)))
  })
})
