import { type FetchFunction, isApikleyError } from '@apikley/client'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { outcomeOf, outcomes, rowOf } from '../../src/http/outcome.ts'
import { FakeClock } from '../fake-clock.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { cases, envelope, type Verdict } from './outcome-cases.ts'

/** Two waits of full length fit into the time that is given; a third one does not. */
const submitWithinMs = 3_500
const tries: Record<Verdict, number> = { rejected: 1, retryable: 3, unknown: 1 }

beforeEach(() => {
  vi.spyOn(Math, 'random').mockReturnValue(1)
  return () => vi.restoreAllMocks()
})

/** What was not sent, and by whose will. */
const callAgain: unknown = expect.stringMatching(/^(Call again|Go on) /)

/** What nobody knows has no row. */
const rows = [...outcomes, undefined]

describe.for(rows)('%j', (row) => {
  const those = cases.filter(([failure]) => rowOf(failure) === row)
  const { verdict, nextStep } = row ?? { verdict: 'unknown', nextStep: 'Try again later.' }

  it('is met by a case', () => expect(those).not.toEqual([]))

  it.for(those)('%j', async ([, how, kind, want]) => {
    expect(verdict).toBe(want)
    const clock = new FakeClock((ms) => ms < 60_000)
    let calls = 0
    const counted = 'fetch' in how && {
      fetch: ((...given) => (calls++, how.fetch(...given))) satisfies FetchFunction,
    }
    const { server, apikley } = await setUp({ clock, ...counted })
    if ('reply' in how) server.on('createTask', how.reply)
    const signal = 'signal' in how ? how.signal : undefined

    const error = await rejection(apikley.tasks.create(lighthouse, { submitWithinMs, signal }))

    expect(error).toBeInstanceOf(kind)
    const isUnsent = 'signal' in how
    const next = row?.phase.includes('unsent') ? callAgain : nextStep
    expect(error).toMatchObject(
      want === 'unknown' ? { moneySpent: want } : { moneySpent: 'no', nextStep: next },
    )
    expect(Object(error).retryable).toBe(want === 'retryable' ? true : undefined)
    expect(server.received.length + calls).toBe(isUnsent ? 0 : tries[want])
  })
})

it('a call that creates nothing has the same table, and loses nothing', async () => {
  const { server, apikley } = await setUp()
  server.on('recordInfo', { code: 500, msg: 'Server exception' })
  const error = await rejection(apikley.tasks.get('abc'))
  expect(isApikleyError(error, 'server')).toBe(true)
  expect(error).toMatchObject({ nextStep: outcomeOf(envelope(500, 'Server exception')).nextStep })
})

it('a page without a secure context is told that it has no crypto, and sends nothing', async () => {
  const { server, apikley } = await setUp()
  vi.stubGlobal('crypto', {})
  onTestFinished(() => void vi.unstubAllGlobals())
  const error = await rejection(apikley.tasks.create(lighthouse))
  expect(error).toMatchObject({ kind: 'configuration', message: expect.stringContaining('secure context') })
  expect(server.received).toEqual([])
})
