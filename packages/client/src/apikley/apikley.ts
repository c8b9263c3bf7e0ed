import type { Model } from '@apikley/types/api'
import type { Files } from '../files/files.ts'
import type { GeneratedTask, GenerateOptions } from '../generate/generate-options.ts'
import type { InputOf, ModelChoice } from '../models/model-choice.ts'
import type { CallOptions } from '../options/options.ts'
import type { Tasks } from '../tasks/tasks.ts'

/** A client. `M` is the union of the models that it was made with. It can be printed: it does not show the key. */
export interface Apikley<M extends Model = never> {
  readonly tasks: Tasks<M>
  readonly files: Files
  /**
   * Creates a task, waits for its result, and saves it if told to: `tasks.create`, `tasks.wait` and `files.save` in one,
   * with their errors. Every error after the creation carries the task's id, and `tasks.get` gives its result again.
   */
  generate<Choice extends ModelChoice<M>>(
    model: Choice,
    input: InputOf<M, Choice>,
    options?: GenerateOptions,
  ): Promise<GeneratedTask>
  /** What is left on the account, in credits; can have a fraction. */
  credits(options?: CallOptions): Promise<number>
}
