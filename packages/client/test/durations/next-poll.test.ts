import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { nextPollAge } from '../../src/durations/next-poll.ts'

const age = fc.integer({ min: 0, max: 100_000_000 })
const median = fc.integer({ min: 1_000, max: 3_600_000 })
const roundMs = fc.integer({ min: 0, max: 1_000_000 })

it('a poll is at least a second after the last one, and comes some day', () => {
  fc.assert(
    fc.property(age, median, roundMs, (...given) => {
      const next = nextPollAge(...given)
      expect(next).toBeGreaterThanOrEqual(given[0] + 1_000)
      expect(next).toBeLessThan(Infinity)
    }),
  )
})

it('the longer a round is, the rarer the polls', () => {
  fc.assert(
    fc.property(age, median, roundMs, roundMs, (at, mean, one, other) => {
      const [short, long] = [Math.min(one, other), Math.max(one, other)]
      expect(nextPollAge(at, mean, long)).toBeGreaterThanOrEqual(nextPollAge(at, mean, short))
    }),
  )
})

it('with room enough for all a video is polled for the first time after a third of its median', () => {
  expect(nextPollAge(0, 120_000, 0) / 120_000).toBeCloseTo(0.31, 2)
  expect(nextPollAge(0, 120_000, 2_000)).toBe(nextPollAge(0, 120_000, 0))
})
