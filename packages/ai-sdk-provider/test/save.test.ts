import { experimental_generateVideo as generateVideo, generateImage } from 'ai'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { kling, poll, setUp } from './set-up.ts'
import { uncheckedModel } from '@apikley/client'

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'apikley-ai-sdk-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

it('a video is saved beside what the SDK loads', async () => {
  const { apikley } = await setUp()
  const place = await folder()
  const saveTo = join(place, 'clips', 'dusk.mp4')
  const call = {
    model: apikley.video(kling),
    prompt: 'dusk',
    n: 2,
    poll,
    providerOptions: { apikley: { saveTo } },
  }
  const { videos, providerMetadata, warnings } = await generateVideo(call)
  expect(warnings).toEqual([])
  expect((await readdir(join(place, 'clips'))).toSorted()).toEqual(['dusk-2.mp4', 'dusk.mp4'])
  expect(await readFile(saveTo)).toEqual(Buffer.from(videos[0]?.uint8Array ?? []))
  const files = [[saveTo], [join(place, 'clips', 'dusk-2.mp4')]]
  expect(providerMetadata['apikley']).toMatchObject({ videos: files.map((saved) => ({ files: saved })) })
})

it('one that cannot be saved is there all the same, with a warning', async () => {
  const { apikley } = await setUp()
  const call = {
    model: apikley.video(kling),
    prompt: 'dusk',
    poll,
    providerOptions: { apikley: { saveTo: '/dev/null/a.mp4' } },
  }
  const { videos, warnings } = await generateVideo(call)
  expect(videos).toHaveLength(1)
  expect(warnings).toMatchObject([
    { message: expect.stringMatching(/Task? ?.*could not be saved to \/dev\/null\/a\.mp4/i) },
  ])
})

it('an image is saved, too', async () => {
  const { apikley } = await setUp({ anyModel: true })
  const saveTo = join(await folder(), 'dusk.png')
  const model = apikley.image(uncheckedModel('invented/still-image'))
  const call = { model, prompt: 'dusk', providerOptions: { apikley: { saveTo } } }
  const { image, providerMetadata } = await generateImage(call)
  expect(await readFile(saveTo)).toEqual(Buffer.from(image.uint8Array))
  expect(providerMetadata).toMatchObject({ apikley: { images: [{ file: saveTo }] } })
})
