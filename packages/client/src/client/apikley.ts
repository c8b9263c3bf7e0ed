import type { Model } from '@apikley/types/api'
import type { BatchItem, BatchItems, BatchIterable, BatchOptions, SettledItem } from '../batch/batch-item.ts'
import type { Callbacks } from '../callbacks/callbacks.ts'
import type { TaskDurations } from '../durations/durations.ts'
import type { Files } from '../files/files.ts'
import type { FinishOptions, GeneratedTask, GenerateOptions } from '../generate/generate-options.ts'
import type { CallOptions } from '../http/call-options.ts'
import type { InputOf, ModelChoice } from '../models/model-choice.ts'
import type { RecoverOptions, Recovery } from '../recovery/recovery.ts'
import type { Submissions } from '../recovery/submissions.ts'
import type { Tasks } from '../tasks/tasks.ts'

/** A client. `M` is the union of the models that it was made with. It can be printed: it does not show the key. */
export interface Apikley<M extends Model = never> {
  /** The API that it talks to, without a slash at the end: what a submission of it has as its `baseUrl`. */
  readonly baseUrl: string
  /** The models that it knows by their ids. */
  readonly models: readonly Model[]
  readonly tasks: Tasks<M>
  readonly files: Files
  readonly callbacks: Callbacks
  /**
   * Creates a task, waits for its result, and saves it if told to: `tasks.create`, `tasks.wait` and `files.save` in one,
   * with their errors. Every error after the creation carries the task's id, and `tasks.get` gives its result again.
   *
   * @example
   * const { files } = await apikley.generate(model, { prompt: 'dusk' }, { key: 'order-17', saveTo: 'dusk.mp4' })
   */
  generate<Choice extends ModelChoice<M>>(
    model: Choice,
    input: InputOf<M, Choice>,
    options?: GenerateOptions,
  ): Promise<GeneratedTask>
  /**
   * Waits for a task that exists, and saves its result if told to: `generate` from the task on. What the ledger says was
   * saved there, and still is, is not saved again. Throws as `tasks.wait` and `files.save` do.
   *
   * @example
   * const { files } = await apikley.finish(taskId, { saveTo: 'dusk.mp4' })
   */
  finish(taskId: string, options?: FinishOptions): Promise<GeneratedTask>
  /**
   * Generates many clips, so many at once, each as `generate` does, and settles each by itself: one failure never loses
   * the others. Pauses when the credits have run out. With a `batch` name or keys, the same call again, in another
   * process too, goes on where the ledger left off.
   *
   * Answers in the order of the items; `onSettled` tells of each at once. Throws a `ConfigurationError` for options that
   * cannot be used, or without a key, nothing else.
   *
   * @example
   * const settled = await apikley.generateMany(
   *   prompts.map((prompt, index) => ({ model, input: { prompt }, saveTo: `clips/${index}.mp4` })),
   *   { batch: 'advent-2026' },
   * )
   */
  generateMany<const Choices extends readonly (string | Model)[], const Item extends BatchItem = never>(
    items: BatchItems<M, Choices> | BatchIterable<M, Item>,
    options?: BatchOptions,
  ): Promise<SettledItem[]>
  /**
   * Finishes what the ledger has open, after a crash or in the life of a program: waits for tasks that were accepted,
   * saves results that are paid and not saved, waits for the callbacks of lost answers, and reports what a person must
   * decide. Sends no task. Throws a `LedgerError` if the ledger cannot be read.
   *
   * @example
   * const { finished, undecided } = await apikley.recover({ saveTo: ({ key }) => `clips/${key}.mp4` })
   */
  recover(options?: RecoverOptions): Promise<Recovery>
  /** What the ledger knows, and how a person decides about it. */
  readonly submissions: Submissions
  /**
   * What a task is expected to cost, in credits, by `prices`; `undefined` where they do not say.
   *
   * @example
   * apikley.estimate(model, { prompt: 'dusk', duration: '5' }) // 160
   */
  estimate<Choice extends ModelChoice<M>>(model: Choice, input: InputOf<M, Choice>): number | undefined
  /** How long tasks take, as far as is known by now. */
  readonly durations: TaskDurations
  /**
   * Ends the client: waits end with a `TaskPendingError` (reason `'closed'`) that holds their task, tasks that are not
   * submitted yet are not submitted, later calls throw a `ConfigurationError`, and the ledger is closed. What runs at
   * the API goes on. `await using apikley = createApikley()` does the same.
   */
  close(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
  /**
   * What is left on the account, in credits; can have a fraction.
   *
   * @example
   * if ((await apikley.credits()) < 160) throw new Error('Top up first')
   */
  credits(options?: CallOptions): Promise<number>
}
