import { billEntry, type BillEntry } from '../tasks/bill-entry.ts'
import type { EventLog } from '../event-log.ts'
import type { RequestEvent } from '../events.ts'
import type { ActiveFault } from '../faults/fault.ts'
import type { Faults } from '../faults/active-faults.ts'
import { reportedBalance, type BalanceContext } from '../tasks/account.ts'
import type { CallbackEvent } from '../tasks/events.ts'
import { mockTask, type MockTask } from '../tasks/mock-task.ts'
import type { Task } from '../tasks/task.ts'

/** How the mock was started. */
export interface AdminSettings {
  errors: 'envelope' | 'http'
  /** Whether it takes only one key; not which. */
  keyed: boolean
  callbacksSigned: boolean
  seed: number
}

/** All that can be seen of a running mock. Never contains the key. */
export interface AdminState {
  /** The mock's time, in milliseconds since the epoch. */
  now: number
  settings: AdminSettings
  /** In credits. */
  balance: number
  /** Oldest first, like all lists here. */
  tasks: MockTask[]
  bill: BillEntry[]
  /** The last 200. */
  requests: readonly RequestEvent[]
  /** Attempts to deliver one; the last 200. */
  callbacks: readonly CallbackEvent[]
  faults: ActiveFault[]
}

/** What is seen of a running mock, here and on its page. */
export interface StateContext extends BalanceContext {
  tasks: ReadonlyMap<string, Task>
  events: Pick<EventLog, 'requests' | 'callbacks'>
  faults: Pick<Faults, 'list' | 'creditsGone'>
}

export function adminState(context: StateContext, settings: AdminSettings): AdminState {
  const now = context.clock.now()
  const tasks = [...context.tasks.values()]
  return {
    now,
    settings,
    balance: reportedBalance(context),
    tasks: tasks.map((task) => mockTask(task, now)),
    bill: tasks.map((task) => billEntry(task, now)),
    requests: context.events.requests,
    callbacks: context.events.callbacks,
    faults: context.faults.list(),
  }
}
