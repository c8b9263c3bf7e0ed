import { expect, test } from 'vitest'
import { outcomeOf } from './outcome.ts'
import { randomPage } from './random-page.ts'

const seeds = Array.from({ length: 6 }, (_, index) => index + 1)

test('of pages at random none is recovered wrongly, and most are recovered', () => {
  const outcomes = seeds.map((seed) => ({ seed, is: outcomeOf(randomPage(seed)) }))
  expect(outcomes.filter(({ is }) => is === 'wrong')).toEqual([])
  expect(outcomes.filter(({ is }) => is === 'right').length).toBeGreaterThanOrEqual(5)
})
