import { billEntry } from '../bill/bill.ts'
import type { BillEntry } from '../bill/entry.ts'
import { mockTask } from '../controls.ts'
import type { RequestEvent } from '../events.ts'
import type { ActiveFault } from '../faults/fault.ts'
import type { MockTask } from '../options.ts'
import type { World } from '../world.ts'

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
  faults: ActiveFault[]
}

export function adminState(world: World, settings: AdminSettings): AdminState {
  const now = world.clock.now()
  const tasks = [...world.tasks.values()]
  return {
    now,
    settings,
    balance: balanceOf(world),
    tasks: tasks.map((task) => mockTask(task, now)),
    bill: tasks.map((task) => billEntry(task, now)),
    requests: world.events.requests,
    faults: world.faults.list(),
  }
}

/** What the account says that it has. */
export function balanceOf({ account, clock, faults }: World): number {
  return faults.creditsGone() ? 0 : account.balance(clock.now())
}
