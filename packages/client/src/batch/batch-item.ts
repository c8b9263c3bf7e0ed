import type { Model } from '@apikley/types/api'
import type { ApikleyError } from '../errors/apikley-error.ts'
import type { CreditsError } from '../errors/kinds.ts'
import type { ResultTarget } from '../files/save-options.ts'
import type { GeneratedTask } from '../generate/generate-options.ts'
import type { InputOf } from '../models/model-choice.ts'
import type { Task } from '../schema/task.ts'

/** One clip of a batch: a model, by its id or as a value, and what it needs. */
export interface BatchItem<Choice = string | Model, Input = object | string> {
  readonly model: Choice
  readonly input: Input
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
  /** What the model's page lists beside these. Default: nothing. */
  readonly fields?: object | undefined
}

/**
 * The items of a batch, each with a model of its own: the input of each belongs to its model. An id that TypeScript takes
 * for any text (a list that stands in a variable) may have the input of any model of the client; which one, is found out
 * before it is sent.
 */
export type BatchItems<M extends Model, Choices extends readonly unknown[]> = {
  readonly [Index in keyof Choices]: BatchItem<ChoiceIn<M, Choices[Index]>, InputIn<M, Choices[Index]>>
}

/** Not the id of a model of this client: give the model to `createApikley({ models })`, or its value here. */
export interface ModelWasNotGivenToCreateApikley<Id> {
  readonly '~id': Id
}

// No condition on `M`, or a client of some models would be no client of none.
type ChoiceIn<M extends Model, Choice> = Choice extends Model
  ? Choice
  : string extends Choice
    ? string
    : M['id'] | ModelWasNotGivenToCreateApikley<Choice>

type InputIn<M extends Model, Choice> = OrAny<InputOf<M, string extends Choice ? M | Choice : Choice>>

/** The input of a model that is none is not wrong as well: one error tells enough. */
type OrAny<Input> = [Input] extends [never] ? object | string : Input

/** The same of what is no list: a generator, a `Set`, the values of a `Map`. */
export type BatchIterable<M extends Model, Item> = Iterable<Item & ItemOf<M, Item>> & {
  readonly length?: never
}

type ItemOf<M extends Model, Item> = Item extends { readonly model: infer Choice }
  ? BatchItem<ChoiceIn<M, Choice>, InputIn<M, Choice>>
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
  /**
   * Told of each item as soon as it is settled, also of those that were refused and of those that failed, and awaited:
   * how it ended, its place in the list, how many are settled by now, and of how many. What it throws is logged, and
   * changes nothing.
   *
   * @example
   * onSettled: ({ key, status }, done, total) => console.log(`${done} of ${total}: ${key} is ${status}`)
   */
  readonly onSettled?:
    | ((item: SettledItem & { readonly index: number }, done: number, total: number) => unknown)
    | undefined
  /**
   * Told when the batch pauses since the credits have run out; the error has what the API said. It goes on by itself when
   * there are more. What it throws is logged, and changes nothing.
   */
  readonly onPause?: ((error: CreditsError) => unknown) | undefined
}

/** What became of one item. The key finds it in the ledger. */
export type SettledItem =
  | { readonly key: string; readonly status: 'fulfilled'; readonly value: GeneratedTask }
  | { readonly key: string; readonly status: 'rejected'; readonly reason: ApikleyError }
