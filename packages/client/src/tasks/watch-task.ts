import { onAbort } from '../clock/on-abort.ts'
import type { Task } from '../schema/task.ts'
import type { TasksContext } from './context.ts'
import { waitForTask } from './wait-for-task.ts'
import type { WaitOptions } from './wait-options.ts'

/**
 * The updates of a task. The waiting begins with the first `next()`; `return()` ends it, and with it a `next()` that is
 * still open: the `return()` of a bare generator would wait for that one.
 */
export function watchTask(
  context: TasksContext,
  taskId: string,
  options: WaitOptions = {},
): AsyncIterableIterator<Task, undefined> {
  const left = new AbortController()
  const updates = updatesOf(context, taskId, options, left.signal)
  return {
    next: () => updates.next(),
    return: () => {
      left.abort()
      return updates.return(undefined)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}

async function* updatesOf(
  context: TasksContext,
  taskId: string,
  options: WaitOptions,
  left: AbortSignal,
): AsyncGenerator<Task, undefined> {
  const { signal, onUpdate } = options
  const stop = new AbortController()
  const abort = (): void => stop.abort(signal?.reason)
  const seen: Task[] = []
  let isOver = false
  let news = Promise.withResolvers<void>()

  if (signal?.aborted) abort()
  const forgetSignal = onAbort(signal, abort)
  left.addEventListener('abort', abort)
  const wait = waitForTask(context, taskId, {
    ...options,
    signal: stop.signal,
    onUpdate: (task) => {
      seen.push(task)
      news.resolve()
      return onUpdate?.(task)
    },
  }).finally(() => {
    isOver = true
    news.resolve()
  })
  // Its error belongs to the `next()` that comes upon it, which may never be called.
  wait.catch(() => {})
  try {
    for (;;) {
      await news.promise
      news = Promise.withResolvers()
      // While one is looked at, more can come.
      while (seen.length > 0) yield* seen.splice(0)
      if (isOver) break
    }
    if (!left.aborted) await wait
    return undefined
  } finally {
    abort()
    forgetSignal()
  }
}
