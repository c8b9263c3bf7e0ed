import type { Task } from '../schema/task.ts'

/** How to wait for a task. */
export interface WaitOptions {
  /**
   * Told of the task when it is first seen and whenever its state has changed, the final state included, and awaited.
   * If it throws, the wait ends with a `TaskPendingError` (reason `'callback'`) that holds the task.
   */
  onUpdate?: ((task: Task) => unknown) | undefined
  /** Ends the waiting, with an `AbortedError`. The task itself goes on. Any number of calls may share one. */
  signal?: AbortSignal | undefined
  /**
   * How long to wait, in milliseconds; `null` for as long as it takes. Then comes a last look, which waits at most 10 s
   * for its turn, and 10 s for its answer. Default: 1,800,000 (30 min).
   */
  timeoutMs?: number | null | undefined
  /**
   * Milliseconds between two looks, the first one being made at once; the client's `limits` are kept all the same.
   * Default: the client chooses the moments, by how long tasks of the model have taken so far.
   */
  intervalMs?: number | undefined
}
