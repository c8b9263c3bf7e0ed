import { expect, it } from 'vitest'
import { createDurations } from '../../src/durations/durations.ts'

const guess = (id: string, kind?: 'text'): number => createDurations(kind ? [{ id, kind }] : [], false).of(id)

it('a guess goes by what comes out of a model', () => {
  expect(guess('maker/image-to-video')).toBe(guess('maker/from-audio'))
  expect(guess('maker/text-to-image')).toBeLessThan(guess('maker/from-audio'))
  expect(guess('maker/words', 'text')).toBeLessThan(guess('maker/words'))
})
