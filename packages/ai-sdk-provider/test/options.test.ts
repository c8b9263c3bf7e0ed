import type { Model, SchemaNode } from '@apikley/types/api'
import { uncheckedModel } from '@apikley/client'
import { experimental_startVideo as startVideo, type Warning } from 'ai'
import { describe, expect, it } from 'vitest'
import { kling, setUp } from './set-up.ts'

type Options = Omit<Parameters<typeof startVideo>[0], 'model' | 'prompt'> & { prompt?: string }

const text: SchemaNode = { type: 'string' }
const number: SchemaNode = { type: 'number' }
const list: SchemaNode = { type: 'array', items: text }
const oneOf = (...choices: unknown[]): SchemaNode => ({ type: typeof choices[0], enum: choices })

/** A model that is described by its fields alone. */
const modelOf = (properties: Record<string, SchemaNode>): Model => ({
  id: 'invented/some-video',
  kind: 'video',
  schema: { type: 'object', properties: { prompt: text, ...properties } },
})

/** What a call comes to: the input that the API has got, and what the caller is warned of. */
async function order(
  model: Model,
  options: Options,
): Promise<{ inputs: object[]; warnings: Warning[]; uploads: number }> {
  const { apikley, mock, paths } = await setUp({ anyModel: true })
  const { warnings } = await startVideo({ model: apikley.video(model), prompt: 'dusk', ...options })
  return {
    inputs: mock.tasks().map(({ input }) => input),
    warnings,
    uploads: paths().filter((path) => path.includes('file-stream-upload')).length,
  }
}

/** The error of a call that is refused, before anything is sent. */
async function refusal(model: Model, options: Options): Promise<string> {
  const { apikley, paths } = await setUp({ anyModel: true })
  const call = startVideo({ model: apikley.video(model), prompt: 'dusk', ...options })
  const error: unknown = await call.catch((reason: unknown) => reason)
  expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
  expect(paths()).toEqual([])
  return (error as Error).message
}

describe('an option goes into the field that the model has for it', () => {
  it.for<[options: Options, properties: Record<string, SchemaNode>, want: object]>([
    [{ aspectRatio: '9:16' }, { aspect_ratio: oneOf('16:9', '9:16') }, { aspect_ratio: '9:16' }],
    [{ aspectRatio: '9:16' }, { aspectRatio: oneOf('16:9', '9:16') }, { aspectRatio: '9:16' }],
    [{ aspectRatio: '9:16' }, { 'aspect_ratio ': oneOf('16:9', '9:16') }, { 'aspect_ratio ': '9:16' }],
    [{ aspectRatio: '9:16' }, { ratio: text }, { ratio: '9:16' }],
    [{ aspectRatio: '9:16' }, { aspect_ratio: oneOf('landscape', 'portrait') }, { aspect_ratio: 'portrait' }],
    [
      { aspectRatio: '9:16' },
      { image_size: oneOf('landscape_16_9', 'portrait_16_9') },
      { image_size: 'portrait_16_9' },
    ],
    [
      { aspectRatio: '1:1' },
      { image_size: oneOf('square_hd', 'landscape_4_3') },
      { image_size: 'square_hd' },
    ],
    [{ aspectRatio: '16:9' }, { size: oneOf('1280x720', '720x1280') }, { size: '1280x720' }],
    [{ aspectRatio: 'adaptive' }, { aspect_ratio: oneOf('16:9', 'adaptive') }, { aspect_ratio: 'adaptive' }],
    [{ aspectRatio: 'adaptive' }, { aspect_ratio: oneOf('16:9', 'auto') }, { aspect_ratio: 'auto' }],
    [{ resolution: '1280x720' }, { resolution: oneOf('480p', '720p') }, { resolution: '720p' }],
    [{ resolution: '1920x1080' }, { resolution: oneOf('720P', '1080P') }, { resolution: '1080P' }],
    [{ resolution: '2048x2048' }, { quality: oneOf('1K', '2K') }, { quality: '2K' }],
    [{ resolution: '1280x720' }, { size: oneOf('1280*720', '720*1280') }, { size: '1280*720' }],
    [{ resolution: '720x1280' }, { width: number, height: number }, { width: 720, height: 1280 }],
    [
      { resolution: '720x1280' },
      { resolution: oneOf('480p', '720p'), aspect_ratio: oneOf('16:9', '9:16') },
      { resolution: '720p', aspect_ratio: '9:16' },
    ],
    [
      { resolution: '1080x1920' },
      { resolution: oneOf('1080p'), ratio: text },
      { resolution: '1080p', ratio: '9:16' },
    ],
    [
      { resolution: '1280x720', aspectRatio: '16:9' },
      { size: oneOf('1920x1080', '1280x720') },
      { size: '1280x720' },
    ],
    [{ duration: 5 }, { duration: oneOf('5', '10') }, { duration: '5' }],
    [{ duration: 5 }, { duration: oneOf(5, 10) }, { duration: 5 }],
    [{ duration: 5 }, { duration: oneOf('5s', '10s') }, { duration: '5s' }],
    [{ duration: 5 }, { duration: { type: 'integer', minimum: 3, maximum: 15 } }, { duration: 5 }],
    [{ duration: 5 }, { seconds: text }, { seconds: '5' }],
    [{ duration: 10 }, { n_frames: oneOf('10', '15') }, { n_frames: '10' }],
    [{ duration: 5 }, { duration: { anyOf: [oneOf('auto'), { type: 'number' }] } }, { duration: 5 }],
    [{ duration: 5 }, { duration: { description: 'Seconds' } }, { duration: 5 }],
    [{ fps: 24 }, { fps: number }, { fps: 24 }],
    [{ fps: 24 }, { frame_rate: oneOf('24', '30') }, { frame_rate: '24' }],
    [{ seed: 7 }, { seed: { type: 'integer' } }, { seed: 7 }],
    [{ generateAudio: true }, { generate_audio: { type: 'boolean' } }, { generate_audio: true }],
    [{ generateAudio: false }, { sound: { type: 'boolean' } }, { sound: false }],
    [
      { generateAudio: true },
      { audio: oneOf('on', 'off'), enable_audio: oneOf('on', 'off') },
      { enable_audio: 'on' },
    ],
    [{ n: 3 }, { num_videos: { type: 'integer', maximum: 4 } }, { num_videos: 3 }],
    [{ n: 3 }, { n: oneOf('1', '3') }, { n: '3' }],
  ])('%j, %j → %j', async ([options, properties, want]) => {
    const { inputs, warnings } = await order(modelOf(properties), options)
    expect(inputs).toEqual([{ prompt: 'dusk', ...want }])
    expect(warnings).toEqual([])
  })

  it('of a form of the input, too', async () => {
    const forms = [{ properties: { prompt: text, duration: oneOf('5') }, required: ['prompt'] }]
    const model: Model = { id: 'invented/forms', kind: 'video', schema: { type: 'object', oneOf: forms } }
    expect((await order(model, { duration: 5 })).inputs).toEqual([{ prompt: 'dusk', duration: '5' }])
  })
})

describe('what the model has no field for is left out, with a warning', () => {
  it.for<[feature: string, options: Options]>([
    ['aspectRatio', { aspectRatio: '9:16' }],
    ['resolution', { resolution: '1280x720' }],
    ['duration', { duration: 5 }],
    ['fps', { fps: 24 }],
    ['seed', { seed: 7 }],
    ['generateAudio', { generateAudio: true }],
    ['inputReferences', { inputReferences: ['https://example.com/a.png'] }],
    ['inputReferences', { inputReferences: [{ data: 'https://example.com/a', mediaType: 'video/mp4' }] }],
    ['frameImages', { frameImages: [{ image: 'https://example.com/a.png', frameType: 'last_frame' }] }],
  ])('%s', async ([feature, options]) => {
    const { inputs, warnings } = await order(modelOf({}), options)
    expect(inputs).toEqual([{ prompt: 'dusk' }])
    expect(warnings).toEqual([
      { type: 'unsupported', feature, details: expect.stringContaining('invented/some-video') },
    ])
  })

  it('a resolution of which the aspect ratio alone can be had', async () => {
    const { inputs, warnings } = await order(kling, { resolution: '720x1280' })
    expect(inputs).toMatchObject([{ aspect_ratio: '9:16' }])
    expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'resolution' }])
  })

  it('all but the prompt of a model that nobody has described', async () => {
    const { inputs, warnings } = await order(uncheckedModel('invented/unknown-video'), { duration: 5 })
    expect(inputs).toEqual([{ prompt: 'dusk' }])
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'duration' }])
  })
})

describe('what the model would take for something else is refused before anything is sent', () => {
  it.for<[words: RegExp, options: Options, model?: Model]>([
    [/duration 7 is not what kling.* takes: its 'duration' is "5", "10"/, { duration: 7 }],
    [/duration must be a number of seconds, received NaN/, { duration: Number.NaN }],
    [
      /aspectRatio "4:3" is not what kling.* takes: its 'aspect_ratio' is "16:9", "9:16", "1:1"/,
      { aspectRatio: '4:3' },
    ],
    [/resolution "4:3" is not what kling.* takes: its 'aspect_ratio'/, { resolution: '1024x768' }],
    [
      /resolution 1280x720 does not have the aspectRatio 9:16/,
      { resolution: '1280x720', aspectRatio: '9:16' },
    ],
    [/resolution must be width and height.*'wide'/, { resolution: 'wide' as '1x1' }],
    [/aspectRatio must be like 16:9, received 'wide'/, { aspectRatio: 'wide' as '1:1' }],
    [
      /resolution "1920x1080" is not what .* takes: its 'resolution' is "480p", "720p"/,
      { resolution: '1920x1080' },
      modelOf({ resolution: oneOf('480p', '720p') }),
    ],
    [/fps 24 is not what .* takes: its 'fps' is 30/, { fps: 24 }, modelOf({ fps: oneOf(30) })],
    [
      /seed -1 is not what .* takes: its 'seed' is 0 or more/,
      { seed: -1 },
      modelOf({ seed: { ...number, minimum: 0 } }),
    ],
    [
      /duration and providerOptions\.apikley\.duration both go to 'duration' of kling.*, and differ/,
      { duration: 5, providerOptions: { apikley: { duration: '10' } } },
    ],
    [/input\.prompt must not be blank/, { prompt: ' ' }],
    [/input\.prompt is required/, { prompt: '' }],
    [
      /inputReferences has 2 files, and 'image_url' of .* takes one/,
      { inputReferences: ['https://example.com/a.png', 'https://example.com/b.png'] },
      modelOf({ image_url: text }),
    ],
  ])('%s', async ([words, options, model = kling]) => {
    expect(await refusal(model, options)).toMatch(words)
  })
})

describe('the options of the provider', () => {
  it('are fields of the model, as they are', async () => {
    const apikley = { negative_prompt: 'blur', cfg_scale: 0.7 }
    const { inputs } = await order(kling, { providerOptions: { apikley } })
    expect(inputs).toMatchObject([{ prompt: 'dusk', ...apikley }])
  })

  it.for<[words: RegExp, options: Record<string, string | number>]>([
    [
      /providerOptions\.apikley\.cfg_scal is not known here \(did you mean 'cfg_scale'\?\)/,
      { cfg_scal: 0.7 },
    ],
    [/providerOptions\.apikley\.saveto is not known here \(did you mean 'saveTo'\?\)/, { saveto: 'a.mp4' }],
    [/providerOptions\.apikley\.unheard is not known here/, { unheard: 1 }],
    [/providerOptions\.apikley\.key must be of type string/, { key: 17 }],
    [/input\.cfg_scale must be at most 1, received 7/, { cfg_scale: 7 }],
  ])('%s', async ([words, apikley]) => {
    expect(await refusal(kling, { providerOptions: { apikley } })).toMatch(words)
  })

  it('of other providers are none of its business', async () => {
    const { inputs } = await order(kling, { providerOptions: { fal: { loop: true } } })
    expect(inputs).toHaveLength(1)
  })

  it('are any fields of a model that nobody has described', async () => {
    const model = uncheckedModel('invented/unknown-video')
    const { inputs } = await order(model, { providerOptions: { apikley: { anything: [1] } } })
    expect(inputs).toEqual([{ prompt: 'dusk', anything: [1] }])
  })
})

it('several tasks of one seed get seeds of their own', async () => {
  const { inputs, warnings } = await order(modelOf({ seed: number }), { n: 3, seed: 7 })
  expect(new Set(inputs.map((input) => Object(input).seed as unknown))).toEqual(new Set([7, 8, 9]))
  expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'seed' }])
})

describe('files', () => {
  const png = Uint8Array.from(
    atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
    (one) => one.charCodeAt(0),
  )
  const other = Uint8Array.from([...png, 0])
  const uploaded: unknown = expect.stringMatching(/\/uploads\/ai-sdk\/[\da-f]{64}\.png$/)
  const address = 'https://example.com/a.png'

  it.for<
    [name: string, options: Options, properties: Record<string, SchemaNode>, want: object, uploads: number]
  >([
    [
      'an image',
      { prompt: { image: png, text: 'dusk' } as never },
      { image_url: text },
      { image_url: uploaded },
      1,
    ],
    [
      'an address',
      { prompt: { image: address, text: 'dusk' } as never },
      { image_url: text },
      { image_url: address },
      0,
    ],
    [
      'an image for a list',
      { prompt: { image: png, text: 'dusk' } as never },
      { image_urls: list },
      { image_urls: [uploaded] },
      1,
    ],
    [
      'frames',
      {
        frameImages: [
          { image: png, frameType: 'first_frame' },
          { image: address, frameType: 'last_frame' },
        ],
      },
      { image_url: text, tail_image_url: text },
      { image_url: uploaded, tail_image_url: address },
      1,
    ],
    [
      'equal frames',
      {
        frameImages: [
          { image: png, frameType: 'first_frame' },
          { image: png, frameType: 'last_frame' },
        ],
      },
      { first_frame_url: text, last_frame_url: text },
      { first_frame_url: uploaded, last_frame_url: uploaded },
      1,
    ],
    [
      'references',
      { inputReferences: [png, other, { data: 'https://example.com/b', mediaType: 'video/mp4' }] },
      { reference_image_urls: list, video_urls: list },
      { reference_image_urls: [uploaded, uploaded], video_urls: ['https://example.com/b'] },
      2,
    ],
    [
      'a reference video by its address',
      { inputReferences: ['https://example.com/b.mp4'] },
      { video_url: text },
      { video_url: 'https://example.com/b.mp4' },
      0,
    ],
  ])('%s', async ([, options, properties, want, uploads]) => {
    const ordered = await order(modelOf(properties), options)
    expect(ordered.inputs).toEqual([{ prompt: 'dusk', ...want }])
    expect(ordered.warnings).toEqual([])
    expect(ordered.uploads).toBe(uploads)
  })

  it('that are equal are uploaded once, and stand for the same request when the key comes again', async () => {
    const { apikley, mock, paths } = await setUp({ anyModel: true })
    const call = {
      model: apikley.video(modelOf({ image_url: text })),
      prompt: { image: png, text: 'dusk' },
      headers: { 'idempotency-key': 'a' },
    }
    await Promise.all([startVideo(call), startVideo(call)])
    await startVideo({ ...call, prompt: { image: Uint8Array.from(png), text: 'dusk' } })
    expect(paths().filter((path) => path.includes('upload'))).toHaveLength(1)
    mock.assertChargedOnce()
  })

  it('are not uploaded for a call that is refused', async () => {
    const options = { prompt: { image: png, text: 'dusk' } as never, duration: 7 }
    expect(await refusal(modelOf({ image_url: text, duration: oneOf('5') }), options)).toMatch(/duration 7/)
  })

  it('an upload that fails costs nothing', async () => {
    const { apikley, mock } = await setUp({ anyModel: true })
    mock.fault({ kind: 'envelope', code: 500, operation: 'uploadFileStream', times: 1 })
    const call = { model: apikley.video(modelOf({ image_url: text })), prompt: { image: png, text: 'dusk' } }
    await expect(startVideo(call)).rejects.toMatchObject({ moneySpent: 'no' })
    expect(mock.bill()).toEqual([])
    await startVideo(call)
    expect(mock.bill()).toHaveLength(1)
  })
})
