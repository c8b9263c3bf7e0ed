import { memoryLedger } from '@apikley/client'
import type { MockTask } from '@apikley/mock'
import type { Model } from '@apikley/types/api'
import { generateImage } from 'ai'
import { describe, expect, it } from 'vitest'
import { setUp } from './set-up.ts'

const still: Model = {
  id: 'invented/still-image',
  kind: 'image',
  schema: {
    type: 'object',
    properties: {
      prompt: { type: 'string' },
      image_size: { type: 'string', enum: ['square_hd', 'portrait_16_9'] },
      image_urls: { type: 'array', items: { type: 'string' } },
      seed: { type: 'integer' },
    },
    required: ['prompt'],
  },
}
const options = { limits: { create: null, recordInfo: null } }
const withModel = { anyModel: true, taskMs: 0 }

describe('an image', () => {
  it('is made, paid once and told of', async () => {
    const { apikley, mock } = await setUp(withModel, options)
    const call = { model: apikley.image(still), prompt: 'dusk', aspectRatio: '1:1', seed: 7 } as const
    const { image, providerMetadata, warnings, responses } = await generateImage(call)
    expect(image.mediaType).toBe('image/png')
    expect(warnings).toEqual([])
    const [{ taskId, input }] = mock.tasks() as [MockTask]
    expect(input).toEqual({ prompt: 'dusk', image_size: 'square_hd', seed: 7 })
    expect(providerMetadata).toMatchObject({
      apikley: { images: [{ taskId, url: expect.stringContaining(taskId) }] },
    })
    expect(responses).toMatchObject([{ modelId: still.id, timestamp: expect.any(Date) }])
    mock.assertChargedOnce()
  })

  it('takes files and a size', async () => {
    const { apikley, mock } = await setUp(withModel, options)
    const prompt = { images: ['https://example.com/a.png', 'https://example.com/b.png'], text: 'dusk' }
    const { warnings } = await generateImage({ model: apikley.image(still), prompt, size: '1080x1920' })
    expect(warnings).toMatchObject([{ type: 'compatibility', feature: 'size' }])
    expect(mock.tasks()[0]?.input).toEqual({
      prompt: 'dusk',
      image_size: 'portrait_16_9',
      image_urls: prompt.images,
    })
  })

  it.for([
    ['the header', { headers: { 'Idempotency-Key': 'a' } }],
    ['an option of the provider', { providerOptions: { apikley: { key: 'a' } } }],
  ] as const)('is one task for a key of a caller, by %s', async ([, key]) => {
    const { apikley, mock } = await setUp(withModel, options)
    const call = { model: apikley.image(still), prompt: 'dusk', ...key }
    await Promise.all([generateImage(call), generateImage(call)])
    await generateImage(call)
    expect(mock.bill()).toHaveLength(1)
  })

  it('of another input is another one for a key that is an option: it can stand for a whole page of images', async () => {
    const ledger = memoryLedger()
    const { apikley, mock } = await setUp(withModel, { ...options, ledger })
    const call = { model: apikley.image(still), providerOptions: { apikley: { key: 'page-1' } } }
    for (const prompt of ['dusk', 'dawn', 'dusk']) await generateImage({ ...call, prompt })
    expect(mock.bill()).toHaveLength(2)
  })

  it('without a key is a new one each time', async () => {
    const { apikley, mock } = await setUp(withModel, options)
    const call = { model: apikley.image(still), prompt: 'dusk' }
    await Promise.all([generateImage(call), generateImage(call)])
    expect(mock.bill()).toHaveLength(2)
  })
})

describe('several images', () => {
  it('are tasks of their own where the model makes one at a time', async () => {
    const { apikley, mock } = await setUp(withModel, options)
    const { images } = await generateImage({ model: apikley.image(still), prompt: 'dusk', n: 3 })
    expect(images).toHaveLength(3)
    expect(mock.bill()).toHaveLength(3)
  })

  it('are one task where it makes so many', async () => {
    const { apikley, mock } = await setUp(withModel, options)
    const properties = { ...still.schema?.properties, num_images: { type: 'integer', maximum: 4 } }
    const many: Model = { ...still, schema: { ...still.schema, properties } }
    const { images, providerMetadata } = await generateImage({
      model: apikley.image(many),
      prompt: 'dusk',
      n: 3,
    })
    expect(images).toHaveLength(3)
    expect(providerMetadata['apikley']?.images).toHaveLength(3)
    expect(mock.tasks()).toHaveLength(1)
  })

  it('of which one fails are those that do not', async () => {
    const { apikley, mock } = await setUp(withModel, options)
    mock.fault({ kind: 'moderationFailure', times: 1 })
    const { images, warnings } = await generateImage({ model: apikley.image(still), prompt: 'dusk', n: 3 })
    expect(images).toHaveLength(2)
    expect(warnings).toMatchObject([
      { message: expect.stringMatching(/^1 of 3 images failed\. .*Task \w{32}\./) },
    ])
  })
})

describe('an image that fails is ordered once', () => {
  it.for([
    ['lostResponse', /Money may have been spent/],
    ['moderationFailure', /Task \w{32}\. No money was spent/],
    ['serverFailure', /Task \w{32}\. No money was spent/],
    ['resetMidAnswer', /Money may have been spent/],
    ['linkExpired', /Task \w{32}\. Money was spent/],
  ] as const)('%s', async ([kind, words]) => {
    const { apikley, mock, creates } = await setUp(withModel, options)
    mock.fault(kind === 'resetMidAnswer' ? { kind, operation: 'createTask' } : { kind })
    const call = generateImage({ model: apikley.image(still), prompt: 'dusk' })
    await expect(call).rejects.toThrow(words)
    await expect.poll(creates).toBe(1)
    expect(mock.bill()).toHaveLength(1)
  })

  it('and a refusal for load three times, by the SDK', async () => {
    const { apikley, mock, creates } = await setUp(withModel, options)
    mock.fault({ kind: 'http429', retryAfter: 1, operation: 'createTask' })
    const providerOptions = { apikley: { submitWithinMs: 1 } }
    const call = generateImage({ model: apikley.image(still), prompt: 'dusk', providerOptions })
    await expect(call).rejects.toThrow(/Failed after 3 attempts/)
    expect(creates()).toBe(3)
  })
})

it.for([
  ['while it waits', { taskMs: 60_000 }],
  [
    'while the order is on its way',
    { taskMs: 60_000, scenario: { faults: [{ kind: 'slowHeaders', ms: 500, operation: 'createTask' }] } },
  ],
] as const)('an abort %s keeps the task', async ([, how]) => {
  const { apikley, mock } = await setUp({ ...withModel, ...(how as object) }, options)
  const controller = new AbortController()
  const call = { model: apikley.image(still), prompt: 'dusk', headers: { 'idempotency-key': 'a' } }
  const aborted = generateImage({ ...call, abortSignal: controller.signal }).catch((error: unknown) => error)
  await expect.poll(() => mock.tasks()).toHaveLength(1)
  controller.abort()
  const error = await aborted
  const [{ taskId } = {}] = mock.tasks()
  expect(error).toMatchObject({ kind: 'aborted', taskId, moneySpent: 'yes' })
  mock.advance(60_000)
  expect((await generateImage(call)).images).toHaveLength(1)
  mock.assertChargedOnce()
})
