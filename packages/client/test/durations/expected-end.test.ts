import { expect, it } from 'vitest'
import { createDurations } from '../../src/durations/durations.ts'
import { expectEnd } from '../../src/durations/expected-end.ts'
import { rejection, setUp } from '../set-up.ts'

it('a new task takes the median, and half of all have ended by then', () => {
  expect(expectEnd(0, 120_000)).toEqual({ medianMs: 120_000, restMs: 120_000, endedShare: 0 })
  expect(expectEnd(120_000, 120_000).endedShare).toBe(0.5)
})

it('the rest is until half of those have ended that are as old', () => {
  const age = 90_000
  const { endedShare, restMs } = expectEnd(age, 120_000)
  const left = 1 - endedShare
  expect(1 - expectEnd(age + restMs, 120_000).endedShare).toBeCloseTo(left / 2)
  // Who is late already takes the longer.
  expect(expectEnd(600_000, 120_000).restMs).toBeGreaterThan(restMs)
  expect(expectEnd(-5, 120_000).restMs).toBe(120_000)
})

it('what one client has learned, another one knows', () => {
  const first = createDurations([], false)
  for (let n = 0; n < 5; n++) first.learn('maker/image', 30_000)
  const { seen, medianMs } = first.expect('maker/image', 0)
  expect(seen).toBe(5)
  const known = JSON.parse(JSON.stringify(first.learned()))
  expect(Object.keys(known)).toEqual(['maker/image'])
  const next = createDurations([{ id: 'maker/image', kind: 'video' }], false, known)
  expect(next.expect('maker/image', 0)).toMatchObject({ seen: 5, medianMs })
  expect(next.expect('maker/other', 0).seen).toBe(0)
})

it('what is nothing like that is refused', async () => {
  for (const durations of [5, { a: 5 }, { a: { medianMs: 'x', seen: 1 } }, { a: { medianMs: 5, seen: 0 } }]) {
    const error = await rejection(setUp({ durations: durations as never }))
    expect(error).toMatchObject({ kind: 'configuration', message: expect.stringContaining('durations') })
  }
})
