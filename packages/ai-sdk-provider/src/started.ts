import type { Experimental_VideoModelV4OperationWebhook as OperationWebhook } from '@ai-sdk/provider'
import type { ProviderContext } from './context.ts'
import type { Operation } from './operation.ts'
import type { Failed } from './submit.ts'
import { awaitWebhook } from './webhook.ts'

/** What an operation leaves out that was started. */
export interface StartFacts {
  /** The signal of the call. */
  readonly signal: AbortSignal | undefined
  readonly webhookUrl: string | undefined
  /** Why tasks of it have no id yet. */
  readonly lost: readonly Failed[]
}

interface StartedOperation extends StartFacts {
  readonly operation: Operation
}

/** What this process knows of an operation that it has started itself. */
interface StartedHere {
  readonly signal: AbortSignal | undefined
  readonly webhookUrl: string | undefined
  /** The headers of the last look. */
  headers?: object | undefined
}

/** Who looks at an operation. */
export interface Looker {
  /** The SDK's own loop waits for the end, and nobody asks how it stands. */
  readonly isWaiting: boolean
  /** The SDK is going to load the result itself. */
  readonly isLoading: boolean
}

/** How many webhooks are remembered whose call has not started anything. */
const mostWebhooks = 1_000

/** The operations that a model has started in this process: what their JSON cannot say. */
export class Started {
  readonly #operations = new WeakMap<object, StartedHere>()
  readonly #webhooks = new Map<string, (started: StartedOperation) => void>()

  /** Whether a call of this process waits for what comes to an address. */
  isAwaited(webhookUrl: string | undefined): boolean {
    return webhookUrl !== undefined && this.#webhooks.has(webhookUrl)
  }

  add(operation: Operation, facts: StartFacts): void {
    const { signal, webhookUrl } = facts
    const resolve = webhookUrl === undefined ? undefined : this.#webhooks.get(webhookUrl)
    this.#operations.set(operation, { signal, webhookUrl: resolve && webhookUrl })
    if (webhookUrl !== undefined) this.#webhooks.delete(webhookUrl)
    resolve?.({ operation, ...facts })
  }

  /**
   * Tells by what `doStatus` is given who calls it, since `generateVideo` and `getVideoStatus` call it alike: the former
   * gives it the operation itself, a signal of its own, and the same headers each time.
   */
  lookerOf(operation: unknown, signal: AbortSignal | undefined, headers: object | undefined): Looker {
    const started = typeof operation === 'object' && operation ? this.#operations.get(operation) : undefined
    if (!started) return { isWaiting: false, isLoading: false }
    const isWaiting = headers !== undefined && started.headers === headers
    started.headers = headers
    const hasOwnSignal = signal !== undefined && signal !== started.signal
    return { isWaiting, isLoading: isWaiting || hasOwnSignal || started.webhookUrl !== undefined }
  }

  /** Resolves when the tasks that are started with a webhook's address have ended, and never for a webhook that is forged. */
  async untilEnded(
    context: ProviderContext,
    webhookUrl: string,
    received: PromiseLike<OperationWebhook>,
  ): Promise<OperationWebhook> {
    // One that fails before anything was started is nobody's error.
    Promise.resolve(received).catch(() => {})
    const [oldest = ''] = this.#webhooks.keys()
    if (this.#webhooks.size >= mostWebhooks) this.#webhooks.delete(oldest)
    const { operation, signal, lost } = await new Promise<StartedOperation>((resolve) => {
      this.#webhooks.set(webhookUrl, resolve)
    })
    return awaitWebhook(context, { operation, webhookUrl, received, signal, lost })
  }
}
