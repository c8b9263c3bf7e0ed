import type { Lane, RateLimiter, Refused, Release } from '@apikley/client'
import { postgresRateLimiter, type PostgresRateLimiterOptions } from '@apikley/postgres'
import type { Pool } from 'pg'
import { beforeEach, describe, expect, it } from 'vitest'
import { newPool, newSchema } from './set-up.ts'

let pool: Pool
let schema: string
beforeEach(() => {
  pool = newPool()
  schema = newSchema()
})

/** As another process has it. */
const open = (options: PostgresRateLimiterOptions): RateLimiter =>
  postgresRateLimiter(pool, { schema, ...options })

/** What a limiter answers; a place that has come too late on a busy machine is asked for again, as the client does. */
async function ask(limiter: RateLimiter, lane: Lane = 'create'): Promise<Release | Refused> {
  for (;;) {
    const answer = await limiter.acquire(lane)
    if (typeof answer === 'function' || answer.retryInMs > 0) return answer
  }
}

/** How many places somebody gets, until there is none. */
async function takeAll(limiter: RateLimiter, lane: Lane = 'create'): Promise<number> {
  for (let count = 0; ; count++) {
    if (typeof (await ask(limiter, lane)) !== 'function') return count
  }
}

/** Lets all that was taken be as old. */
async function age(seconds: number): Promise<void> {
  await pool.query(`UPDATE ${schema}.rate_request SET
    taken_at = taken_at - interval '${seconds} s', arrived_at = arrived_at - interval '${seconds} s'`)
  await pool.query(`UPDATE ${schema}.rate_waiter SET
    asks_at = asks_at - interval '${seconds} s', since = since - interval '${seconds} s',
    served_at = served_at - interval '${seconds} s'`)
}

const twenty = { create: { requests: 20, perMs: 10_000 }, recordInfo: null }

describe('a request', () => {
  it('counts until its span is over after its answer, and a little longer', async () => {
    const limiter = open({ limits: { create: { requests: 1, perMs: 10_000 } } })
    const release = await ask(limiter, 'create')
    if (typeof release === 'function') await release()
    const room = async (ms: number): Promise<unknown> => {
      const { rows } = await pool.query(
        `SELECT room FROM ${schema}.rate_request, LATERAL ${schema}.rate_room('default', 'create', 1, 10000,
           arrived_at + $1 * interval '1 ms')`,
        [ms],
      )
      return rows[0].room
    }
    expect([await room(0), await room(10_000), await room(10_019), await room(10_020)]).toEqual([0, 0, 0, 1])
  })

  it('that is never released counts for two seconds more', async () => {
    const limiter = open({ limits: twenty })
    expect(await takeAll(limiter)).toBe(20)
    // More than the span, and less than the span and two seconds, on a busy machine, too.
    await age(10.1)
    expect(await takeAll(limiter)).toBe(0)
    await age(3)
    expect(await takeAll(limiter)).toBe(20)
  })

  it('that is on its way may be over at any moment, and is asked for then', async () => {
    const limiter = open({ limits: { create: { requests: 1, perMs: 10_000 } } })
    await ask(limiter, 'create')
    const refused = await ask(limiter, 'create')
    expect(refused).not.toBeTypeOf('function')
    expect(typeof refused === 'object' && Math.ceil(refused.retryInMs / 1_000)).toBeOneOf([10, 11])
  })
})

describe('the clock of the database', () => {
  it('that was set back by an hour holds nobody up for longer than the span', async () => {
    const limiter = open({ limits: twenty })
    expect(await takeAll(limiter)).toBe(20)
    await limiter.pause(1)
    await age(-3_600)
    await pool.query(`UPDATE ${schema}.rate_account SET paused_until = now() + interval '1 hour'`)
    const refused = await ask(limiter, 'create')
    // No pause is as long as that.
    expect(typeof refused === 'object' && refused.retryInMs).toBeLessThanOrEqual(300_000)
    await pool.query(`UPDATE ${schema}.rate_account SET paused_until = '-infinity'`)
    expect(await takeAll(limiter)).toBe(0)
    await age(12.1)
    expect(await takeAll(limiter)).toBe(20)
  })
})

describe('accounts', () => {
  it('have limits of their own', async () => {
    const [one, other] = [open({ limits: twenty, account: 'one' }), open({ limits: twenty, account: 'two' })]
    await one.pause(60_000)
    expect(await takeAll(one)).toBe(0)
    expect(await takeAll(other)).toBe(20)
  })

  it('keep nothing of what counts no more', async () => {
    const limiter = open({ limits: twenty })
    for (let span = 0; span < 5; span++) {
      expect(await takeAll(limiter)).toBe(20)
      await age(20)
    }
    const { rows } = await pool.query(`SELECT count(*)::int AS count FROM ${schema}.rate_request`)
    expect(rows[0].count).toBeLessThanOrEqual(40)
  })
})

/** Makes all who were refused be asked for now. */
const makeDue = (): Promise<unknown> =>
  pool.query(`UPDATE ${schema}.rate_waiter SET asks_at = clock_timestamp() WHERE asks_at > '-infinity'`)

describe('of several processes that wait', () => {
  const one = { create: { requests: 1, perMs: 10_000 }, recordInfo: null }

  it('the one that was served longest ago goes first', async () => {
    const [greedy, modest] = [open({ limits: one }), open({ limits: one })]
    expect(await takeAll(greedy)).toBe(1)
    expect(await takeAll(modest)).toBe(0)
    await age(20)
    await makeDue()
    // It asks sooner, and lets the other one go first.
    expect(await ask(greedy, 'create')).toMatchObject({ retryInMs: expect.any(Number) })
    await makeDue()
    expect(await ask(modest, 'create')).toBeTypeOf('function')
  })

  it('one that does not come back holds nobody up', async () => {
    const [first, dead] = [open({ limits: one }), open({ limits: one })]
    expect(await takeAll(first)).toBe(1)
    expect(await takeAll(dead)).toBe(0)
    await age(20)
    await makeDue()
    await age(0.2)
    expect(await takeAll(first)).toBe(1)
  })

  it('creates go before polls, for half an hour', async () => {
    const both = { create: null, recordInfo: null, all: { requests: 1, perMs: 10_000 } }
    const [polling, creating] = [open({ limits: both }), open({ limits: both })]
    expect(await takeAll(creating)).toBe(1)
    expect(await takeAll(polling, 'poll')).toBe(0)
    expect(await takeAll(creating)).toBe(0)
    await age(20)
    await makeDue()
    expect(await ask(polling, 'poll')).toMatchObject({ retryInMs: expect.any(Number) })
    await pool.query(
      `UPDATE ${schema}.rate_waiter SET since = now() - interval '31 minutes' WHERE lane = 'poll'`,
    )
    await makeDue()
    expect(await ask(polling, 'poll')).toBeTypeOf('function')
  })
})
