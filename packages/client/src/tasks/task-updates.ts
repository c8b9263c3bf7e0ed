import type { Ledger, LedgerChange } from '../ledger/ledger.ts'
import type { Task } from '../schema/task.ts'

/**
 * Notified of a task; without one: something has changed about who polls it, or whether anyone does. `hasEnded`: another
 * process has written that it has ended.
 */
export type Listener = (task?: Task, hasEnded?: boolean) => void

/** Brings updates of a task to all who wait for it: from verified callbacks, and from the one of them who polls. */
export interface TaskUpdates {
  /** `by`: the wait that has seen it. */
  notify(task: Task, by?: Listener): void
  subscribe(taskId: string, listener: Listener): void
  unsubscribe(taskId: string, listener: Listener): void
  /** Whether a listener is the one who polls for all who wait for this task: the first of them. */
  isPoller(taskId: string, listener: Listener): boolean
  /** Wakes all who wait. */
  wake(): void
  /** For how many tasks somebody waits. */
  readonly size: number
  /** Somebody answers callbacks in this process, and notifies of what they bring. */
  expectCallbacks(): void
  /** Whether somebody does: then polls are only the second string. */
  readonly expectsCallbacks: boolean
}

/**
 * The same where I/O belongs to one request: a wait that another request would wake hangs, so each sees to itself, and to
 * what the ledger says.
 */
export function createOwnUpdates(): TaskUpdates {
  let expectsCallbacks = false
  const ignore = (): void => {}
  return {
    notify: (task, by) => by?.(task),
    subscribe: ignore,
    unsubscribe: ignore,
    isPoller: () => true,
    wake: ignore,
    size: 1,
    expectCallbacks: () => void (expectsCallbacks = true),
    get expectsCallbacks() {
      return expectsCallbacks
    },
  }
}

export function createTaskUpdates(ledger: Pick<Ledger, 'subscribe'>): TaskUpdates {
  const listeners = new Map<string, Set<Listener>>()
  let expectsCallbacks = false
  let unsubscribe: (() => void) | undefined
  const hear = ({ taskId = '', state }: LedgerChange): void => {
    if (state !== 'succeeded' && state !== 'failed') return
    listeners.get(taskId)?.forEach((listener) => listener(undefined, true))
  }
  const poller = (taskId: string): Listener | undefined => listeners.get(taskId)?.values().next().value
  return {
    notify: (task) => listeners.get(task.taskId)?.forEach((listener) => listener(task)),
    subscribe: (taskId, listener) => {
      const those = listeners.get(taskId) ?? new Set()
      listeners.set(taskId, those.add(listener))
      unsubscribe ??= ledger.subscribe?.(hear)
    },
    unsubscribe: (taskId, listener) => {
      const those = listeners.get(taskId)
      those?.delete(listener)
      if (!those?.size) listeners.delete(taskId)
      if (listeners.size === 0) {
        unsubscribe?.()
        unsubscribe = undefined
      }
      poller(taskId)?.()
    },
    isPoller: (taskId, listener) => poller(taskId) === listener,
    wake: () => listeners.forEach((those) => those.forEach((listener) => listener())),
    get size() {
      return listeners.size
    },
    expectCallbacks: () => void (expectsCallbacks = true),
    get expectsCallbacks() {
      return expectsCallbacks
    },
  }
}
