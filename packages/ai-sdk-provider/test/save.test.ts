import { createApikley, memoryLedger, uncheckedModel } from '@apikley/client'
import {
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
  generateImage,
} from 'ai'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { apiKey, kling, poll, providerOf, setUp } from './set-up.ts'

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'apikley-ai-sdk-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

it('a video is saved beside what the SDK loads', async () => {
  const { apikley } = await setUp()
  const saveTo = join(await folder(), 'clips', 'dusk.mp4')
  const providerOptions = { apikley: { saveTo } }
  const call = { model: apikley.video(kling), prompt: 'dusk', poll, providerOptions }
  const { video, providerMetadata, warnings } = await generateVideo(call)
  expect(warnings).toEqual([])
  expect(await readFile(saveTo)).toEqual(Buffer.from(video.uint8Array))
  expect(providerMetadata['apikley']).toMatchObject({ videos: [{ files: [saveTo] }] })
})

it('of several each has the number of its key, whatever becomes of the others', async () => {
  const { apikley, mock } = await setUp()
  mock.fault({ kind: 'moderationFailure', times: 1 })
  const place = await folder()
  const providerOptions = { apikley: { saveTo: join(place, 'dusk.mp4'), key: 'a' } }
  const call = { model: apikley.video(kling), prompt: 'dusk', n: 3, poll, providerOptions }
  const { providerMetadata } = await generateVideo(call)
  const { videos } = providerMetadata['apikley'] as { videos: { key: string; files: string[] }[] }
  expect(videos).toHaveLength(2)
  const number = (text: string): string | undefined => /(\d)(?:\.mp4)?$/.exec(text)?.[1]
  for (const { key, files } of videos) expect(files.map(number)).toEqual([number(key)])
  expect((await readdir(place)).toSorted()).toEqual(
    videos.map(({ key }) => `dusk-${number(key)}.mp4`).toSorted(),
  )
})

describe('a place where nothing can be saved', () => {
  it.for([
    ['a device', () => '/dev/null/a.mp4'],
    ['a folder', (place: string) => place],
    ['a path that ends in a slash', (place: string) => `${place}/new/`],
    ['a path that ends in dots', (place: string) => `${place}/..`],
    ['blanks', () => ' '],
  ] as const)('is refused before money is spent: %s', async ([, saveToOf]) => {
    const { apikley, creates } = await setUp()
    const providerOptions = { apikley: { saveTo: saveToOf(await folder()) } }
    const call = { model: apikley.video(kling), prompt: 'dusk', providerOptions }
    await expect(startVideo(call)).rejects.toMatchObject({ kind: 'validation', moneySpent: 'no' })
    expect(creates()).toBe(0)
  })

  it.for(['new/', '..', '/dev/null/a.mp4', 'new\\', '.', ' '])('also of several: %o', async (saveTo) => {
    const { apikley, creates } = await setUp()
    const providerOptions = { apikley: { saveTo } }
    const call = { model: apikley.video(kling), prompt: 'dusk', n: 2, providerOptions }
    await expect(startVideo(call)).rejects.toMatchObject({ kind: 'validation', moneySpent: 'no' })
    expect(creates()).toBe(0)
  })

  it('later, is a warning, and the video is there all the same', async () => {
    const { apikley } = await setUp()
    const saveTo = join(await folder(), 'dusk.mp4')
    const model = apikley.video(kling)
    const { operation } = await startVideo({
      model,
      prompt: 'dusk',
      providerOptions: { apikley: { saveTo } },
    })
    await mkdir(saveTo)
    expect(await getVideoStatus(model, { operation })).toMatchObject({
      status: 'completed',
      videos: [{ type: 'url' }],
      warnings: [
        { message: expect.stringMatching(/task \w{32} could not be saved to .*dusk\.mp4: .*is a folder/) },
      ],
    })
  })
})

it('is saved once, however often it is looked at, and also when its result has expired', async () => {
  const { apikley, mock, paths } = await setUp({}, { ledger: memoryLedger() })
  const saveTo = join(await folder(), 'dusk.mp4')
  const model = apikley.video(kling)
  const { operation } = await startVideo({ model, prompt: 'dusk', providerOptions: { apikley: { saveTo } } })
  const downloads = (): number => paths().filter((path) => path.includes('.mp4')).length
  const status = await getVideoStatus(model, { operation })
  expect(status).toMatchObject({ providerMetadata: { apikley: { videos: [{ files: [saveTo] }] } } })
  expect(downloads()).toBe(1)
  const saved = await readFile(saveTo)
  mock.fault({ kind: 'linkExpired' })
  expect(await getVideoStatus(model, { operation })).toMatchObject({
    status: 'completed',
    warnings: [],
    providerMetadata: { apikley: { videos: [{ files: [saveTo] }] } },
  })
  expect(downloads()).toBe(1)
  expect(await readFile(saveTo)).toEqual(saved)
})

it('is saved by a recovery of the client, too, if nobody looks', async () => {
  const { mock } = await setUp()
  const ledger = memoryLedger()
  const saveTo = join(await folder(), 'dusk.mp4')
  const model = providerOf(mock.url, { ledger }).video(kling)
  await startVideo({ model, prompt: 'dusk', providerOptions: { apikley: { saveTo } } })
  const client = createApikley({ apiKey, baseUrl: mock.url, ledger })
  expect(await client.recover()).toMatchObject({ finished: [{ files: [{ path: saveTo }] }] })
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
