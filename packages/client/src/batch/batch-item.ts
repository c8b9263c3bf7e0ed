import type { Model } from '@apikley/types/api'
import type { ApikleyError } from '../errors/apikley-error.ts'
import type { GeneratedTask } from '../generate/generate-options.ts'
import type { InputOf, ModelChoice } from '../models/model-choice.ts'
import type { Task } from '../schema/task.ts'

/** One clip of a batch. */
export type BatchItem<M extends Model, Choice extends ModelChoice<M>> = Choice extends unknown
  ? {
      readonly model: Choice
      readonly input: InputOf<M, Choice>
      /** Its client key. Default: `<batch>/<index>` if the batch has a name, else a random one. */
      readonly key?: string | undefined
      /** Where its result is saved: a path of its own, for an item that has that of an earlier one is not sent. Default: nowhere. */
      readonly saveTo?: string | undefined
      /** Default: `callbacks.url` of the client. */
      readonly callBackUrl?: string | undefined
      /** What the model's page lists beside these. Default: nothing. */
      readonly fields?: object | undefined
    }
  : never

/** How to work through a batch. */
export interface BatchOptions {
  /**
   * A name for the batch: its items get the keys `<batch>/<index>`, so that the same call after a crash goes on where
   * the ledger left off and pays for nothing twice. Default: items without a key of their own begin anew.
   */
  readonly batch?: string | undefined
  /** How many items are under way at once. Default: 100, as many tasks as the twin API is documented to run. */
  readonly concurrency?: number | undefined
  /** Stops the batch: nothing more is submitted, and no more waited. Tasks that exist go on; their errors hold the ids. */
  readonly signal?: AbortSignal | undefined
  /** How long each item may wait for its task, in milliseconds; `null` for as long as it takes. Default: 1,800,000. */
  readonly timeoutMs?: number | null | undefined
  /**
   * How long the batch pauses when the credits have run out, in milliseconds; `null` for as long as it takes. It looks
   * every 30 s whether there are more. What has not been submitted by then is settled with its `CreditsError`.
   * Default: 1,800,000.
   */
  readonly creditsTimeoutMs?: number | null | undefined
  /** Told of each item's task when it is first seen and whenever its state changes, as `onUpdate` of `wait`. */
  readonly onUpdate?:
    | ((task: Task, item: { readonly index: number; readonly key: string }) => unknown)
    | undefined
}

/** What became of one item. The key finds it in the ledger. */
export type SettledItem =
  | { readonly key: string; readonly status: 'fulfilled'; readonly value: GeneratedTask }
  | { readonly key: string; readonly status: 'rejected'; readonly reason: ApikleyError }
