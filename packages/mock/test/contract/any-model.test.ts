import { describe, expect, test } from 'vitest'
import { createTask, key, readRecord, resultUrl, send, textAt, useMock, videoModel } from '../support/mock.ts'

const create = 'POST /api/v1/jobs/createTask'
const lighthouse = { prompt: 'a lighthouse at dusk' }

describe('with anyModel, a model that the document does not have', () => {
  const taken = [
    { model: 'nobody/text-to-video', input: lighthouse, type: 'video/mp4', price: 160 },
    {
      model: 'nobody/text-to-video',
      input: { ...lighthouse, duration: '10' },
      type: 'video/mp4',
      price: 320,
    },
    { model: 'nobody/text-to-video', input: { seconds: 12 }, type: 'video/mp4', price: 320 },
    { model: 'nobody/text-to-video', input: { n_frames: '10' }, type: 'video/mp4', price: 320 },
    { model: 'nobody/text-to-video', input: { videoLength: '10s' }, type: 'video/mp4', price: 320 },
    { model: 'nobody/text-to-image', input: { colours: [1, 2] }, type: 'image/png', price: 160 },
    { model: 'nobody/text-to-speech', input: { text: 'hello' }, type: 'audio/mpeg', price: 160 },
    { model: 'nobody-knows', input: {}, type: 'video/mp4', price: 160 },
  ]
  test.each(taken)('$model with $input makes $type for $price', async ({ model, input, type, price }) => {
    const mock = await useMock({ anyModel: true, taskMs: 0 })
    const { envelope } = await send(mock, create, { model, input })
    expect(envelope).toMatchObject({ code: 200, msg: 'success' })
    const taskId = textAt(envelope.data, 'taskId')
    expect(mock.tasks()).toMatchObject([{ taskId, model, input, state: 'success', price }])
    const record = await readRecord(mock, taskId)
    expect(record).toMatchObject({ model, state: 'success' })
    expect(JSON.parse(textAt(record, 'param'))).toMatchObject({ model })
    const file = await fetch(await resultUrl(mock, taskId))
    expect([file.status, file.headers.get('content-type')]).toEqual([200, type])
  })

  const families = {
    'image/png': [
      'google/nano-banana-edit',
      'bytedance/seedream-v4-edit',
      'recraft/crisp-upscale',
      'ideogram/v3-reframe',
      'flux-2/pro-text-to-image',
      'flux-kontext-max',
      'gpt-image/1.5-edit',
      'qwen/edit',
      'google/imagen4-fast',
      'z-image',
      'bytedance/seededit-v3',
      'leonardo/phoenix',
      'kling/kolors-virtual-try-on',
      'real-esrgan',
    ],
    'video/mp4': [
      'bytedance/seedance-2',
      'grok-imagine/image-to-video',
      'grok-imagine/upscale',
      'infinitalk/from-audio',
      'wan/2-2-speech-to-video-turbo',
      'sora-2-pro-storyboard',
    ],
    'audio/mpeg': [
      'elevenlabs/text-to-dialogue-v3',
      'elevenlabs/sound-effect-v2',
      'suno/v5',
      'minimax/music-2',
      'video-to-audio',
      'kokoro-82m',
    ],
  }
  const members = Object.entries(families).flatMap(([type, models]) =>
    models.map((model) => ({ type, model })),
  )
  test.each(members)('$model makes $type', async ({ type, model }) => {
    const mock = await useMock({ anyModel: true, taskMs: 0 })
    const { envelope } = await send(mock, create, { model, input: {} })
    const file = await fetch(await resultUrl(mock, textAt(envelope.data, 'taskId')))
    expect([file.status, file.headers.get('content-type')]).toEqual([200, type])
  })

  test.each(['elevenlabs/speech-to-text', 'nobody/image-to-prompt', 'openai/whisper-3', 'suno/lyrics'])(
    '%s makes text, without a link',
    async (model) => {
      const mock = await useMock({ anyModel: true, taskMs: 0, laterFields: true })
      const { envelope } = await send(mock, create, {
        model,
        input: { audio_url: 'https://a.example/a.mp3' },
      })
      const record = await readRecord(mock, textAt(envelope.data, 'taskId'))
      const resultObject = { text: expect.stringMatching(/\w+ \w+/), words: expect.any(Array) }
      expect(JSON.parse(textAt(record, 'resultJson'))).toMatchObject({ resultObject })
      expect(record['response']).toMatchObject({ resultObject })
    },
  )

  const counts = [
    { model: 'google/nano-banana', input: { num_images: 3 }, count: 3 },
    { model: 'gpt-image/1.5', input: { n: '4' }, count: 4 },
    { model: 'bytedance/seedream-v4', input: { max_images: 6 }, count: 6 },
    { model: 'suno/v5', input: { n: 2 }, count: 2 },
    { model: 'nobody/text-to-image', input: { numImages: 2 }, count: 2 },
    { model: 'nobody/text-to-image', input: { image_count: '3' }, count: 3 },
    {
      model: 'nobody/text-to-image',
      input: { num_samples: 2, images: ['https://a.example/1.png'] },
      count: 2,
    },
    { model: 'nobody/image-to-image', input: { image_urls: ['a', 'b'], images: [5] }, count: 1 },
    { model: 'google/nano-banana', input: { num_images: 1_000 }, count: 15 },
    { model: 'google/nano-banana', input: { num_images: 0, n: 'many', max_images: 1.5 }, count: 1 },
  ]
  test.each(counts)('$model with $input gives $count, each paid', async ({ model, input, count }) => {
    const mock = await useMock({ anyModel: true, taskMs: 0 })
    const { envelope } = await send(mock, create, { model, input })
    const record = await readRecord(mock, textAt(envelope.data, 'taskId'))
    const urls: string[] = JSON.parse(textAt(record, 'resultJson')).resultUrls
    expect(new Set(urls).size).toBe(count)
    const statuses = await Promise.all(urls.map(async (url) => (await fetch(url)).status))
    expect(statuses).toEqual(urls.map(() => 200))
    expect(mock.bill()).toMatchObject([{ credits: 160 * count }])

    const last = await send(mock, 'POST /api/v1/common/download-url', { url: urls.at(-1) })
    expect(new URL(textAt(last.envelope, 'data')).pathname).toBe(new URL(urls.at(-1) ?? '').pathname)
  })

  test('no more results are there than were asked for', async () => {
    const mock = await useMock({ anyModel: true, taskMs: 0 })
    const input = { n: 2 }
    const { envelope } = await send(mock, create, { model: 'google/nano-banana', input })
    const url = await resultUrl(mock, textAt(envelope.data, 'taskId'))
    const third = url.replace('.png', '-3.png')
    expect((await fetch(third)).status).toBe(404)
    expect((await send(mock, 'POST /api/v1/common/download-url', { url: third })).envelope.code).toBe(422)
  })

  const shapes = [
    { input: { aspect_ratio: '9:16' }, width: 360, height: 640 },
    { input: { image_size: 'square_hd' }, width: 480, height: 480 },
    { input: { image_size: 'portrait_4_3' }, width: 360, height: 640 },
    { input: { size: '1536x1024' }, width: 640, height: 360 },
    { input: { size: '1024x1024' }, width: 480, height: 480 },
    { input: { aspect_ratio: 'auto' }, width: 640, height: 360 },
    { input: { aspectRatio: '3/4' }, width: 360, height: 640 },
    { input: { image_size: '2K', ratio: '1:1' }, width: 480, height: 480 },
    { input: { orientation: 'portrait' }, width: 360, height: 640 },
    { input: { width: 768, height: 1344 }, width: 360, height: 640 },
    { input: {}, width: 640, height: 360 },
  ]
  test.each(shapes)(
    'a picture of $input is $width wide and $height high',
    async ({ input, width, height }) => {
      const mock = await useMock({ anyModel: true, taskMs: 0 })
      const { envelope } = await send(mock, create, { model: 'google/nano-banana', input })
      const file = await fetch(await resultUrl(mock, textAt(envelope.data, 'taskId')))
      // The two numbers of a PNG's first chunk.
      const head = new DataView(await file.arrayBuffer(), 16, 8)
      expect([head.getUint32(0), head.getUint32(4)]).toEqual([width, height])
    },
  )

  const wrong = [
    { name: 'an empty name', body: { model: '', input: {} }, msg: 'model must NOT have fewer than 1' },
    { name: 'a number as name', body: { model: 5, input: {} }, msg: "property 'model', a string" },
    { name: 'no input', body: { model: 'nobody/knows' }, code: 500, msg: 'This field is required' },
    { name: 'a list as input', body: { model: 'nobody/knows', input: [] }, msg: 'input must be object' },
    {
      name: 'a callback URL that is none',
      body: { model: 'nobody/knows', input: {}, callBackUrl: 'nowhere' },
      msg: 'callBackUrl must match format "uri"',
    },
  ]
  test.each(wrong)('is refused with $name', async ({ body, code = 422, msg }) => {
    const mock = await useMock({ anyModel: true })
    const { envelope } = await send(mock, create, body)
    expect(envelope).toMatchObject({ code, msg: expect.stringContaining(msg) })
    expect(mock.bill()).toEqual([])
  })

  test('needs a key like any other', async () => {
    const mock = await useMock({ anyModel: true, apiKey: key })
    const body = { model: 'nobody/knows', input: {} }
    for (const authorization of ['', 'Bearer anything'])
      expect((await send(mock, create, body, { authorization })).envelope.code).toBe(401)
  })
})

test('with anyModel, a model of the document is judged by its own schema and gets its defaults', async () => {
  const mock = await useMock({ anyModel: true })
  expect((await send(mock, create, { model: videoModel, input: {} })).envelope.code).toBe(500)
  await createTask(mock)
  expect(mock.tasks()).toMatchObject([{ input: { ...lighthouse, duration: '5' } }])
})

test('without it, a model that the document does not have is refused', async () => {
  const mock = await useMock()
  expect((await send(mock, create, { model: 'nobody/knows', input: {} })).envelope.code).toBe(422)
  expect(mock.tasks()).toEqual([])
})
