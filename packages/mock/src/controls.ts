import { assertChargedOnce } from './bill/assert-charged-once.ts'
import { billEntry } from './bill/bill.ts'
import { parseFault } from './faults/parse-fault.ts'
import type { Mock, MockTask } from './options.ts'
import { stateAt, type Task } from './tasks/task.ts'
import type { World } from './world.ts'

/** What a test can see of a running mock and do to it. */
export function controlsOf(
  world: World,
): Pick<Mock, 'tasks' | 'bill' | 'assertChargedOnce' | 'fault' | 'advance' | 'reset'> {
  const bill = () => [...world.tasks.values()].map((task) => billEntry(task, world.clock.now()))
  return {
    tasks: () => [...world.tasks.values()].map((task) => mockTask(task, world.clock.now())),
    bill,
    assertChargedOnce(which) {
      const now = world.clock.now()
      const charged = [...world.tasks.values()].map((task) => ({
        task: mockTask(task, now),
        refunded: billEntry(task, now).refundedAt !== undefined,
      }))
      assertChargedOnce(charged, which)
    },
    fault(fault) {
      const id = world.faults.add(parseFault(fault))
      return { id, stop: () => void world.faults.remove(id) }
    },
    advance(ms) {
      if (!(Number.isFinite(ms) && ms >= 0))
        throw new TypeError(`advance: ms must be a number, 0 or more, not ${String(ms)}.`)
      world.journal.advanced(world.clock.offset + ms)
      world.clock.advance(ms)
    },
    reset: () => world.reset(),
  }
}

/** A task as the world outside sees it. */
export function mockTask(task: Task, now: number): MockTask {
  return {
    taskId: task.id,
    model: task.model,
    state: stateAt(task, now),
    input: task.input,
    ...(task.callBackUrl !== undefined && { callBackUrl: task.callBackUrl }),
    createdAt: task.createdAt,
    price: task.price,
  }
}
