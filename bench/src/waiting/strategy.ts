import type { PlannedTask, Random } from './tasks.ts'
import type { VirtualApi } from './virtual-api.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** What a strategy has to do with. */
export interface Simulation {
  readonly clock: VirtualClock
  readonly api: VirtualApi
  readonly random: Random
  readonly tasks: readonly PlannedTask[]
  readonly limit: { requests: number; perMs: number } | undefined
}

/** Creates a task and waits for its end; rejects if it gives up. */
export type Strategy = (task: PlannedTask) => Promise<void>
