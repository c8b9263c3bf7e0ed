import { expect, test } from 'vitest'
import { secondSlug, slugOf } from '../../src/sources/slug.ts'

test.each([
  ['kling/v2-1-master-text-to-video', 'kling-v2-1-master-text-to-video'],
  ['kling-2.6/Text_to.video', 'kling-2-6-text_to-video'],
  ['2.1/video@hd', '2-1-video-hd'],
  ['../../etc/passwd', 'etc-passwd'],
  ['x/..', 'x'],
  ['trailing.', 'trailing'],
])('%s', (model, slug) => {
  expect(slugOf(model)).toBe(slug)
})

test.each([
  ['CON', /^con-[0-9a-f]{8}$/],
  ['com1', /^com1-[0-9a-f]{8}$/],
  ['модель/1', /^1-[0-9a-f]{8}$/],
  ['видео', /^model-[0-9a-f]{8}$/],
  ['a'.repeat(300), /^a{80}-[0-9a-f]{8}$/],
])('what no file system takes, or what would say too little, ends in a fingerprint: %s', (model, slug) => {
  expect(slugOf(model)).toMatch(slug)
  expect(slugOf(model)).toBe(slugOf(model))
})

test('a slug that is taken gives way to one that nobody else has', () => {
  expect(secondSlug('a/b')).toMatch(/^a-b-[0-9a-f]{8}$/)
  expect(secondSlug('a/b')).not.toBe(secondSlug('a-b'))
})
