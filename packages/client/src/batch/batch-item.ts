import type { Model } from '@apikley/types/api'
import type { ApikleyError } from '../errors/apikley-error.ts'
import type { ResultTarget } from '../files/save-options.ts'
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
      /**
       * Where its result goes, as `saveTo` of `generate`: to a place of its own. An item is not sent that has the path, the
       * stream or the sink of an earlier one, or whose path is that of a further file of another result (`clip-2.mp4` beside
       * `clip.mp4`, up to `-9`); compared is where links lead. Default: nowhere.
       */
      readonly saveTo?: ResultTarget | undefined
      /** Default: `callbacks.url` of the client. */
      readonly callBackUrl?: string | undefined
    }
  : never

/** How to work through a batch. */
export interface BatchOptions {
  /**
   * A name for the batch, of any script: its items get the keys `<batch>/<index>`, of up to 200 characters, so that the
   * same call after a crash goes on where the ledger left off and pays for nothing twice. A name that is there and is
   * undefined or empty is refused. Default: items without a key of their own begin anew.
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
