import type {
  Experimental_VideoModelV4 as VideoModelV4,
  Experimental_VideoModelV4CallOptions as VideoCallOptions,
  Experimental_VideoModelV4OperationStartResult as StartResult,
  Experimental_VideoModelV4OperationStatusResult as StatusResult,
  Experimental_VideoModelV4OperationWebhook as OperationWebhook,
  JSONValue,
} from '@ai-sdk/provider'
import type { Model } from '@apikley/types/api'
import type { ProviderContext } from './context.ts'
import { startVideos } from './start.ts'
import { Started } from './started.ts'
import { videoStatus } from './status.ts'

/** How many videos one call starts at most, each as a task of its own. The SDK makes nothing of `Infinity`. */
const maxVideosPerCall = 1_000

/** A model of the market as the AI SDK's video functions take it: they start tasks, and ask how they stand. */
export class ApikleyVideoModel implements VideoModelV4 {
  readonly specificationVersion = 'v4'
  readonly provider = 'apikley.video'
  readonly maxVideosPerCall: number = maxVideosPerCall
  readonly modelId: string
  readonly #model: Model
  readonly #context: ProviderContext
  readonly #started = new Started()

  constructor(model: Model, context: ProviderContext) {
    this.modelId = model.id
    this.#model = model
    this.#context = context
  }

  /** Resolves once every task that could be started stands in the ledger with its id. */
  doStart = async (options: VideoCallOptions & { webhookUrl?: string }): Promise<StartResult> =>
    startVideos(this.#context, this.#model, options, this.#started)

  /** Looks once; while `generateVideo` waits for it, until the tasks have ended. */
  doStatus = async (options: {
    operation: JSONValue
    abortSignal?: AbortSignal
    headers?: Record<string, string | undefined>
  }): Promise<StatusResult> => videoStatus(this.#context, options, this.#started)

  /** What comes to the factory's address is believed in nothing: it is the moment to ask the API. */
  handleWebhookOption = async (options: {
    webhook: () => PromiseLike<{ url: string; received: PromiseLike<OperationWebhook> }>
  }): Promise<{ webhookUrl: string; received: PromiseLike<OperationWebhook> }> => {
    // What is wrong with it must show before anything is started.
    this.#context.callbacks()
    const { url, received } = await options.webhook()
    return { webhookUrl: url, received: this.#started.untilEnded(this.#context, url, received) }
  }
}
