import type { TasksContext } from '../tasks/context.ts'

/** What answering callbacks needs. */
export interface CallbacksContext extends TasksContext {
  /** The key of the callbacks' signatures, in a function, where no printing reaches it. */
  readonly callbackSecret: () => string | undefined
}
