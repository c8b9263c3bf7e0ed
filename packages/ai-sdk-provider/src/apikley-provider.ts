import type {
  Experimental_VideoModelV4 as VideoModelV4,
  ImageModelV4,
  JSONObject,
  ProviderV4,
} from '@ai-sdk/provider'
import { type Apikley, ConfigurationError, createApikley } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { createContext } from './context.ts'
import { findModel, refuseModel } from './find-model.ts'
import { findOperation } from './find-operation.ts'
import { ApikleyImageModel } from './image-model.ts'
import type { ApikleyProviderSettings } from './settings.ts'
import { ApikleyVideoModel } from './video-model.ts'

/** How a model is named: by its id, or by itself. An id that the provider was not given throws a `NoSuchModelError`. */
export type ModelName<M extends Model> = M['id'] | (string & {}) | Model

/** Makes models for the AI SDK's functions. `M` is the union of those that it knows by their ids. */
export interface ApikleyProvider<M extends Model = never> extends ProviderV4 {
  /**
   * A model for `experimental_generateVideo`, `experimental_startVideo` and `experimental_getVideoStatus`.
   *
   * @example
   * const { video } = await experimental_generateVideo({ model: apikley.video(kling), prompt: 'a lighthouse at dusk' })
   */
  video(model: ModelName<M>): VideoModelV4
  /** The same, as registries call it. */
  videoModel(model: ModelName<M>): VideoModelV4
  /**
   * A model for `generateImage`.
   *
   * @example
   * const { image } = await generateImage({ model: apikley.image(nanoBanana), prompt: 'a lighthouse at dusk' })
   */
  image(model: ModelName<M>): ImageModelV4
  /** The same, as registries call it. */
  imageModel(model: ModelName<M>): ImageModelV4
  /**
   * The operation of videos that were started with a key, from the ledger: what `experimental_getVideoStatus` takes, where
   * the one that `experimental_startVideo` gave was not kept. Of `n` videos give the key of the call: `key/1` to `key/n` are
   * found. As long as nobody knows what became of an order, its task has no id. `undefined` for a key that the ledger does
   * not know, whose order was refused, or that was used with another `baseUrl`. Throws a `LedgerError` if the ledger fails.
   *
   * @example
   * const operation = await apikley.operation('order-17')
   * if (operation) console.log(await experimental_getVideoStatus(apikley.video(kling), { operation }))
   */
  operation(key: string): Promise<JSONObject | undefined>
}

/**
 * A provider for the AI SDK. Nothing is sent yet.
 *
 * Throws a `ConfigurationError` if an option cannot be used; an API key that is missing is told by the first call.
 *
 * @example
 * const apikley = createApikleyProvider({ models, ledger: sqliteLedger('ledger.db') })
 * const { video } = await experimental_generateVideo({ model: apikley.video(models[0].id), prompt: 'dusk' })
 */
export function createApikleyProvider<const M extends Model = never>(
  settings: ApikleyProviderSettings<M> = {},
): ApikleyProvider<M> {
  const client = readClient(settings)
  return providerOf<M>(() => client, settings.models ?? client.models)
}

/** Checks the settings, and makes the client that is not there. */
function readClient<M extends Model>({ client, ...options }: ApikleyProviderSettings<M>): Apikley<M> {
  if (client === undefined) return createApikley<M>(options)
  const beside = Object.keys(options).find((name) => name !== 'models')
  if (beside === undefined) return client
  throw new ConfigurationError({
    what: `createApikleyProvider was given a client, and ${beside}, which is an option of a client`,
    moneySpent: 'no',
    nextStep: 'Give it to the client, or leave the client out.',
  })
}

function providerOf<M extends Model>(
  getClient: () => Apikley<M>,
  models: readonly Model[],
): ApikleyProvider<M> {
  const context = createContext(getClient)
  // Not methods: the SDK calls some of them without their object.
  const video = (name: ModelName<M>): VideoModelV4 =>
    new ApikleyVideoModel(findModel(models, name, 'video'), context)
  const image = (name: ModelName<M>): ImageModelV4 =>
    new ApikleyImageModel(findModel(models, name, 'image'), context)
  return {
    specificationVersion: 'v4',
    video,
    videoModel: video,
    image,
    imageModel: image,
    operation: async (key) => (await findOperation(context.client(), key)) as JSONObject | undefined,
    languageModel: (modelId) => refuseModel(modelId, 'languageModel'),
    embeddingModel: (modelId) => refuseModel(modelId, 'embeddingModel'),
  }
}

let ownClient: Apikley | undefined

/** The provider of the environment: `APIKLEY_API_KEY`, and the models of `@apikley/types`. */
export const apikley: ApikleyProvider<typeof klingV21MasterTextToVideo> = /* @__PURE__ */ providerOf(
  () => (ownClient ??= createApikley()) as Apikley<typeof klingV21MasterTextToVideo>,
  [klingV21MasterTextToVideo],
)
