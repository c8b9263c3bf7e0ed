import type { Clock } from '../clock/clock.ts'
import type { Durations } from '../durations/durations.ts'
import type { Events } from '../events/events.ts'
import type { Telemetry } from '../events/telemetry.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Scheduler } from '../rate-limit/scheduler.ts'
import type { getTask } from './get-task.ts'
import type { TaskUpdates } from './task-updates.ts'

/** What a wait works with, on top of what a single request for a task needs. */
export type WaitContext = Parameters<typeof getTask>[0] & {
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly ledger: Ledger
  readonly updates: TaskUpdates
  readonly durations: Durations
  readonly events: Events
  readonly telemetry: Telemetry | undefined
  /** Whether callbacks can reach this process. */
  readonly callbacks: { readonly expected: boolean }
  readonly timeoutMs: number
}
