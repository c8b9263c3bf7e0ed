import type { ImageModelV4, ImageModelV4CallOptions, ImageModelV4Result } from '@ai-sdk/provider'
import type { Model } from '@apikley/types/api'
import type { ProviderContext } from './context.ts'
import { generateImages } from './generate-images.ts'

/** How many images one call makes at most. */
const maxImagesPerCall = 1_000

/** A model of the market as the AI SDK's `generateImage` takes it: it makes tasks, waits for them and loads their images. */
export class ApikleyImageModel implements ImageModelV4 {
  readonly specificationVersion = 'v4'
  readonly provider = 'apikley.image'
  readonly maxImagesPerCall: number = maxImagesPerCall
  readonly modelId: string
  readonly #model: Model
  readonly #context: ProviderContext

  constructor(model: Model, context: ProviderContext) {
    this.modelId = model.id
    this.#model = model
    this.#context = context
  }

  /** Resolves with all images that came; throws if there is none. */
  doGenerate = async (options: ImageModelV4CallOptions): Promise<ImageModelV4Result> =>
    generateImages(this.#context, this.#model, options)
}
