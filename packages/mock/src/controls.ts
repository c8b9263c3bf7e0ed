import { assertChargedOnce } from './bill/assert-charged-once.ts'
import type { Emit } from './event-log.ts'
import type { MovableClock } from './clock.ts'
import type { Faults } from './faults/active-faults.ts'
import { parseFault } from './faults/parse-fault.ts'
import type { Mock } from './options.ts'
import type { Account } from './tasks/account.ts'
import { billEntry } from './tasks/bill-entry.ts'
import { mockTask } from './tasks/mock-task.ts'
import type { Task } from './tasks/task.ts'

/** What the controls need. */
export interface ControlsContext {
  tasks: ReadonlyMap<string, Task>
  clock: MovableClock
  account: Pick<Account, 'topUp' | 'toppedUp' | 'balance'>
  emit: Emit
  faults: Pick<Faults, 'add' | 'remove' | 'list'>
  /** Keeps how far the clock was put forward, and the credits that were added. */
  journal: { advanced(ms: number): void; toppedUp(credits: number): void }
  reset: () => void
}

/** What a running mock lets be done to it. */
export type Controls = Pick<
  Mock,
  'tasks' | 'bill' | 'assertChargedOnce' | 'fault' | 'topUp' | 'advance' | 'reset'
>

/** What a test can see of a running mock and do to it. */
export function controlsOf({
  account,
  tasks,
  clock,
  emit,
  faults,
  journal,
  reset,
}: ControlsContext): Controls {
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
    topUp(credits) {
      if (!(Number.isFinite(credits) && credits > 0))
        throw new TypeError(`topUp: credits must be a number above 0, not ${String(credits)}.`)
      journal.toppedUp(account.toppedUp + credits)
      account.topUp(credits)
      // Who pays wants to go on.
      for (const { id, kind } of faults.list()) if (kind === 'creditsRunOut') faults.remove(id)
      emit({ type: 'topUp', credits, balance: account.balance(clock.now()) })
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
