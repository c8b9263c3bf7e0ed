import type { Experimental_VideoModelV4, ImageModelV4, ProviderV4 } from '@ai-sdk/provider'
import { createApikley } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { createProviderRegistry, customProvider, experimental_generateVideo, generateImage } from 'ai'
import { describe, expectTypeOf, it } from 'vitest'
import {
  apikley,
  type ApikleyProvider,
  type ApikleyProviderOptions,
  createApikleyProvider,
} from '../src/index.ts'

const still: Model<'invented/still', { prompt: string; style?: 'ink' | 'oil' }> = { id: 'invented/still' }

describe('a provider', () => {
  it('is one of the SDK, and its models are what the functions take', () => {
    expectTypeOf(apikley).toExtend<ProviderV4>()
    expectTypeOf(apikley.video(kling)).toExtend<Experimental_VideoModelV4>()
    expectTypeOf(apikley.image(still)).toExtend<ImageModelV4>()
    void experimental_generateVideo({ model: apikley.video(kling), prompt: 'dusk' })
    void generateImage({ model: apikley.image(still), prompt: 'dusk' })
    createProviderRegistry({ apikley }).videoModel('apikley:kling/v2-1-master-text-to-video')
    customProvider({ videoModels: { fast: apikley.video(kling) }, fallbackProvider: apikley })
  })

  it('knows the models that it was given', () => {
    const own = createApikleyProvider({ models: [kling, still] })
    expectTypeOf(own).toEqualTypeOf<ApikleyProvider<typeof kling | typeof still>>()
    own.image('invented/still')
    const client = createApikley({ models: [kling] })
    expectTypeOf(createApikleyProvider({ client })).toEqualTypeOf<ApikleyProvider<typeof kling>>()
    // @ts-expect-error A name is a text or a model.
    own.video(7)
    // @ts-expect-error There is no such option.
    createApikleyProvider({ apikey: 'x' })
  })
})

describe('the options of a call', () => {
  it('are those of its model', () => {
    const options = { cfg_scale: 0.7, duration: '10', key: 'order-17' } satisfies ApikleyProviderOptions<
      typeof kling
    >
    expectTypeOf(options.duration).toEqualTypeOf<'10'>()
    void experimental_generateVideo({
      model: apikley.video(kling),
      prompt: 'dusk',
      providerOptions: { apikley: options },
    })
    void generateImage({
      model: apikley.image(still),
      prompt: 'dusk',
      providerOptions: {
        apikley: { style: 'ink', saveTo: 'a.png' } satisfies ApikleyProviderOptions<typeof still>,
      },
    })
    // @ts-expect-error There is no clip of seven seconds.
    void ({ duration: '7' } satisfies ApikleyProviderOptions<typeof kling>)
    // @ts-expect-error It is misspelt.
    void ({ saveto: 'a.mp4' } satisfies ApikleyProviderOptions<typeof kling>)
    // @ts-expect-error It is the other model's.
    void ({ style: 'ink' } satisfies ApikleyProviderOptions<typeof kling>)
  })
})
