import type { Task } from './task.ts'

/** Updates of a task that begin with the first `next()`: what gives them has to be loaded. */
export function lateUpdates(
  open: () => Promise<AsyncIterableIterator<Task, undefined>>,
): AsyncIterableIterator<Task, undefined> {
  let opened: Promise<AsyncIterableIterator<Task, undefined>> | undefined
  const updates = (): Promise<AsyncIterableIterator<Task, undefined>> => (opened ??= open())
  return {
    next: async () => (await updates()).next(),
    return: async () => (await updates()).return!(),
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
