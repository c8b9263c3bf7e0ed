import type { Clock } from '../clock.ts'
import { billEntry } from './bill-entry.ts'
import type { TaskEvent } from './events.ts'
import { stateAt, type Task, type TaskState } from './task.ts'

/** Emits the state changes of tasks while there is a subscriber; tasks themselves need no timers. */
export interface TaskWatch {
  /** Watches a task from the state that it has now, if there is a subscriber. */
  add(task: Task): void
  /** Watches all unfinished tasks; for the first subscriber. */
  addAll(): void
}

const pollMs = 100

interface WatchContext {
  clock: Clock
  events: {
    emit(event: TaskEvent): void
    /** Whether there is a subscriber. */
    readonly watched: boolean
  }
  tasks: ReadonlyMap<string, Task>
  /** Aborts when the mock is reset or stops; a reset replaces it. */
  readonly resetSignal: AbortSignal
}

export function createTaskWatch(context: WatchContext): TaskWatch {
  const { clock, events, tasks } = context
  const lastStates = new Map<Task, TaskState>()
  let polling = false

  const add = (task: Task) => {
    const state = stateAt(task, clock.now())
    if (!events.watched || isFinal(state) || lastStates.has(task)) return
    lastStates.set(task, state)
    if (!polling) void poll()
  }
  async function poll(): Promise<void> {
    polling = true
    while (events.watched && lastStates.size > 0) {
      await clock.sleep(pollMs, context.resetSignal).catch(() => {})
      // The mock has stopped; a reset would have replaced the signal.
      if (context.resetSignal.aborted) break
      for (const [task, last] of lastStates) {
        if (tasks.has(task.id)) emitChange(task, last)
        else lastStates.delete(task)
      }
    }
    lastStates.clear()
    polling = false
  }
  function emitChange(task: Task, last: TaskState): void {
    const now = clock.now()
    const state = stateAt(task, now)
    if (state === last) return
    lastStates.set(task, state)
    events.emit({ type: 'task', taskId: task.id, model: task.model, state, at: now })
    if (!isFinal(state)) return
    lastStates.delete(task)
    if (state === 'fail') events.emit({ type: 'bill', entry: billEntry(task, now) })
  }
  return {
    add,
    addAll() {
      for (const task of tasks.values()) add(task)
    },
  }
}

function isFinal(state: TaskState): boolean {
  return state === 'success' || state === 'fail'
}
