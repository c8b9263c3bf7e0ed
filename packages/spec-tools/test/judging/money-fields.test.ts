import { expect, test } from 'vitest'
import { setsPrice } from '../../src/judging/money-fields.ts'

test.each([
  'duration',
  'n_frames',
  'num_images',
  'image_resolution',
  'videoDuration',
  'number_of_images',
  'image_count',
])('%s sets the price', (name) => expect(setsPrice(name)).toBe(true))

test.each(['prompt', 'seed', 'image_urls', 'negative_prompt', 'account', 'discount', 'number'])(
  '%s does not',
  (name) => expect(setsPrice(name)).toBe(false),
)
