import { assertChargedOnce } from './bill/assert-charged-once.ts'
import type { MovableClock } from './clock.ts'
import type { Faults } from './faults/active-faults.ts'
import { parseFault } from './faults/parse-fault.ts'
import type { Mock } from './options.ts'
import { billEntry } from './tasks/bill-entry.ts'
import { mockTask } from './tasks/mock-task.ts'
import type { Task } from './tasks/task.ts'

/** What the controls need. */
export interface ControlsContext {
  tasks: ReadonlyMap<string, Task>
  clock: MovableClock
  faults: Pick<Faults, 'add' | 'remove'>
  /** Keeps how far the clock was put forward. */
  journal: { advanced(ms: number): void }
  reset: () => void
}

/** What a test can see of a running mock and do to it. */
export function controlsOf({
  tasks,
  clock,
  faults,
  journal,
  reset,
}: ControlsContext): Pick<Mock, 'tasks' | 'bill' | 'assertChargedOnce' | 'fault' | 'advance' | 'reset'> {
  return {
    tasks: () => [...tasks.values()].map((task) => mockTask(task, clock.now())),
    bill: () => [...tasks.values()].map((task) => billEntry(task, clock.now())),
    assertChargedOnce(which) {
      const now = clock.now()
      const charged = [...tasks.values()].map((task) => ({
        task: mockTask(task, now),
        refunded: billEntry(task, now).refundedAt !== undefined,
      }))
      assertChargedOnce(charged, which)
    },
    fault(fault) {
      const id = faults.add(parseFault(fault))
      return { id, stop: () => void faults.remove(id) }
    },
    advance(ms) {
      if (!(Number.isFinite(ms) && ms >= 0))
        throw new TypeError(`advance: ms must be a number, 0 or more, not ${String(ms)}.`)
      journal.advanced(clock.offset + ms)
      clock.advance(ms)
    },
    reset,
  }
}
