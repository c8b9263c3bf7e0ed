import { expect, test } from 'vitest'
import { kindOf } from '../../src/codegen/kind.ts'

test.for([
  ['kling/v2-1-master-text-to-video', '', 'video'],
  ['kling/v2-1-image-to-video', 'Makes an image move', 'video'],
  ['topaz/image-upscale', 'For each frame of a video', 'image'],
  ['elevenlabs/text-to-Speech', '', 'audio'],
  ['google/nano-banana', 'Edits photos, for a video too', 'image'],
  ['suno/v5', 'Songs from a picture', 'audio'],
  ['one', 'one makes clips', 'video'],
  ['one', 'Upscales', undefined],
] as const)('the id %o with the words %o: %o', ([id, page, kind]) => {
  expect(kindOf(id, page)).toBe(kind)
})

test('a page that quotes the id says nothing by that', () => {
  expect(kindOf('x/image-video-image', 'Uses x/image-video-image')).toBe('image')
  expect(kindOf('x/flux', 'x/flux makes music')).toBe('audio')
})
