import { billEntry } from '../bill/bill.ts'
import type { World } from '../world.ts'
import { stateAt, type Task, type TaskState } from './task.ts'

/** Tells the changes of tasks while somebody listens; tasks themselves need no timers. */
export interface TaskWatch {
  /** Follows a new task from the state that it has now. */
  follow(task: Task): void
  /** Follows all tasks that live; for when somebody begins to listen. */
  followAll(): void
}

// Milliseconds between two looks at the living tasks.
const everyMs = 100

export function createTaskWatch(world: Pick<World, 'clock' | 'events' | 'tasks' | 'era' | 'log'>): TaskWatch {
  const living = new Map<Task, TaskState>()
  let looking = false

  const follow = (task: Task) => {
    const state = stateAt(task, world.clock.now())
    if (!world.events.watched || ended(state) || living.has(task)) return
    living.set(task, state)
    if (!looking) void look()
  }
  async function look(): Promise<void> {
    looking = true
    while (world.events.watched && living.size > 0) {
      await world.clock.sleep(everyMs, world.era).catch(() => {})
      // The mock has stopped; a reset would have begun a new era.
      if (world.era.aborted) break
      for (const [task, told] of living) {
        if (world.tasks.has(task.id)) tell(task, told)
        else living.delete(task)
      }
    }
    living.clear()
    looking = false
  }
  function tell(task: Task, told: TaskState): void {
    const now = world.clock.now()
    const state = stateAt(task, now)
    if (state === told) return
    living.set(task, state)
    world.log({ type: 'task', taskId: task.id, model: task.model, state, at: now })
    if (!ended(state)) return
    living.delete(task)
    if (state === 'fail') world.log({ type: 'bill', entry: billEntry(task, now) })
  }
  return {
    follow,
    followAll() {
      for (const task of world.tasks.values()) follow(task)
    },
  }
}

function ended(state: TaskState): boolean {
  return state === 'success' || state === 'fail'
}
