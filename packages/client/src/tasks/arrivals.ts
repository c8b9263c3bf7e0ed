import type { Task } from '../schema/task.ts'

/** Told of a task; without one: something has changed about who looks after it, or whether anyone does. */
export type Listener = (task?: Task) => void

/** Where news of a task reach all who wait for it: from verified callbacks, and from the one of them who polls. */
export interface Arrivals {
  tell(task: Task): void
  /** What it answers takes the listener back. */
  listen(taskId: string, listener: Listener): () => void
  /** Whether a listener is the one who polls for all who wait for this task: the first of them. */
  leads(taskId: string, listener: Listener): boolean
  /** Rouses all who wait. */
  rouse(): void
}

export function createArrivals(): Arrivals {
  const listeners = new Map<string, Set<Listener>>()
  const leader = (taskId: string): Listener | undefined => listeners.get(taskId)?.values().next().value
  return {
    tell: (task) => listeners.get(task.taskId)?.forEach((listener) => listener(task)),
    listen: (taskId, listener) => {
      const those = listeners.get(taskId) ?? new Set()
      listeners.set(taskId, those.add(listener))
      return () => {
        those.delete(listener)
        if (!those.size) listeners.delete(taskId)
        leader(taskId)?.()
      }
    },
    leads: (taskId, listener) => leader(taskId) === listener,
    rouse: () => listeners.forEach((those) => those.forEach((listener) => listener())),
  }
}
