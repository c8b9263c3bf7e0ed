import { createApikley, twinPrices, uncheckedModel } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import {
  createProviderRegistry,
  customProvider,
  experimental_generateVideo as generateVideo,
  experimental_startVideo as startVideo,
  wrapProvider,
} from 'ai'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { apikley as own, createApikleyProvider } from '../src/index.ts'
import { apiKey, kling, poll, setUp } from './set-up.ts'

const still: Model = {
  id: 'invented/still',
  kind: 'image',
  schema: { properties: { prompt: { type: 'string' } } },
}

describe('a model', () => {
  it('is found by its id, or given', async () => {
    const { apikley } = await setUp()
    for (const model of [apikley.video(kling.id), apikley.videoModel(kling), own.video(kling.id)]) {
      expect(model).toMatchObject({
        specificationVersion: 'v4',
        provider: 'apikley.video',
        modelId: kling.id,
      })
      expect(model.maxVideosPerCall).toSatisfy(Number.isSafeInteger)
      expect('doGenerate' in model).toBe(false)
    }
    const apikleyImages = createApikleyProvider({ apiKey, models: [still] })
    for (const model of [apikleyImages.image(still.id), apikleyImages.imageModel(still)]) {
      expect(model).toMatchObject({
        specificationVersion: 'v4',
        provider: 'apikley.image',
        modelId: still.id,
      })
    }
    expect(own.video(uncheckedModel('new/model')).modelId).toBe('new/model')
  })

  it.for<[modelType: string, make: () => unknown, words: RegExp]>([
    [
      'videoModel',
      () => own.video('kling/v9'),
      /No such videoModel: kling\/v9\. This provider knows kling\/v2-1.*uncheckedModel/,
    ],
    ['imageModel', () => own.image('kling/v9'), /No such imageModel: kling\/v9/],
    ['imageModel', () => own.image(kling), /kling\/v2-1-master-text-to-video makes video/],
    ['videoModel', () => own.video(still), /invented\/still makes image/],
    ['videoModel', () => own.video(undefined as never), /No such videoModel/],
    ['languageModel', () => own.languageModel('kling/v9'), /No such languageModel/],
    ['embeddingModel', () => own.embeddingModel('kling/v9'), /No such embeddingModel/],
  ])('%s that there is not: %s', ([modelType, make, words]) => {
    expect(make).toThrow(
      expect.objectContaining({
        name: 'AI_NoSuchModelError',
        modelType,
        message: expect.stringMatching(words) as string,
      }),
    )
  })

  it('that is copied or wrapped starts and looks as it did', async () => {
    const { apikley, mock } = await setUp()
    const calls: string[] = []
    const model = apikley.video(kling)
    const wrapped = {
      ...model,
      doStart: (given: Parameters<NonNullable<typeof model.doStart>>[0]) => (
        calls.push('start'),
        model.doStart!(given)
      ),
    }
    await generateVideo({ model: wrapped, prompt: 'dusk', poll })
    expect(calls).toEqual(['start'])
    expect(mock.bill()).toHaveLength(1)
  })
})

describe('in what the SDK has for providers', () => {
  it('a registry', async () => {
    const { apikley } = await setUp()
    const registry = createProviderRegistry({ apikley })
    const { operation } = await startVideo({
      model: registry.videoModel('apikley:kling/v2-1-master-text-to-video'),
      prompt: 'dusk',
    })
    expect(operation).toMatchObject({ model: kling.id })
    expect(() => registry.videoModel('apikley:kling/v9')).toThrow(/No such videoModel: kling\/v9/)
  })

  it('a custom provider, as one of its models and as its fallback', async () => {
    const { apikley } = await setUp()
    const custom = customProvider({ videoModels: { fast: apikley.video(kling) }, fallbackProvider: apikley })
    expect(custom.videoModel('fast').modelId).toBe(kling.id)
    expect(custom.videoModel(kling.id as 'fast').modelId).toBe(kling.id)
  })

  it('a wrapped provider', async () => {
    const { apikley } = await setUp({}, { models: [still] })
    const wrapped = wrapProvider({ provider: apikley, languageModelMiddleware: {}, imageModelMiddleware: {} })
    expect(wrapped.imageModel(still.id).modelId).toBe(still.id)
  })

  it('the default provider, whose models are named by their ids alone', async () => {
    const { apikley, mock } = await setUp()
    vi.stubGlobal('AI_SDK_DEFAULT_PROVIDER', apikley)
    onTestFinished(() => void vi.unstubAllGlobals())
    await generateVideo({ model: kling.id, prompt: 'dusk', poll })
    expect(mock.bill()).toHaveLength(1)
  })
})

describe('the settings', () => {
  it('are those of a client', async () => {
    const { mock } = await setUp()
    const apikley = createApikleyProvider({
      apiKey,
      baseUrl: mock.url,
      models: [kling],
      maxSpend: 1,
      prices: twinPrices,
    })
    await expect(startVideo({ model: apikley.video(kling), prompt: 'dusk' })).rejects.toMatchObject({
      kind: 'budget',
    })
  })

  it('that there are not are refused, with what was meant', () => {
    expect(() => createApikleyProvider({ apikey: 'x' } as object)).toThrow(
      /has no 'apikey' \(did you mean 'apiKey'\?\)/,
    )
  })

  it('may be a client that is there already, with its models or others', async () => {
    const client = createApikley({ apiKey, models: [kling] })
    expect(createApikleyProvider({ client }).video(kling.id).modelId).toBe(kling.id)
    const other: Model = { id: 'invented/other', kind: 'video' }
    const apikley = createApikleyProvider({ client, models: [other] })
    expect(apikley.video('invented/other').modelId).toBe('invented/other')
    expect(() => createApikleyProvider({ client, apiKey })).toThrow(/was given a client, and apiKey/)
  })

  it('of the default provider are read at the first call: a module that holds it is also loaded to be built', async () => {
    const { mock } = await setUp()
    vi.stubEnv('APIKLEY_API_KEY', apiKey)
    vi.stubEnv('APIKLEY_BASE_URL', mock.url)
    onTestFinished(() => void vi.unstubAllEnvs())
    await generateVideo({ model: own.video('kling/v2-1-master-text-to-video'), prompt: 'dusk', poll })
    expect(mock.bill()).toHaveLength(1)
  })

  it('without a key are told so by the first call, once', async () => {
    vi.stubEnv('APIKLEY_API_KEY', '')
    onTestFinished(() => void vi.unstubAllEnvs())
    const apikley = createApikleyProvider({ baseUrl: 'http://127.0.0.1:1' })
    const call = startVideo({ model: apikley.video(kling), prompt: 'dusk' })
    await expect(call).rejects.toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('APIKLEY_API_KEY'),
    })
  })
})
