import type { Simulation, Strategy } from './strategy.ts'
import { type PlannedTask, seeded } from './tasks.ts'
import { VirtualApi } from './virtual-api.ts'
import { VirtualClock } from './virtual-clock.ts'

/** What a strategy came to in a scenario. */
export interface Figures {
  /** Milliseconds from a task's end to the moment when it was known, as a mean of those that became known. */
  readonly lagMs: number
  readonly requestsPerTask: number
  /** How many requests were refused with 429. */
  readonly refused: number
  /** How many waits ended without having seen the task's end. */
  readonly thrown: number
}

/** Plays a scenario in virtual time. */
export async function simulate(
  makeStrategy: (simulation: Simulation) => Strategy,
  tasks: readonly PlannedTask[],
  limit?: { requests: number; perMs: number },
): Promise<Figures> {
  const clock = new VirtualClock()
  const random = seeded(1)
  const api = new VirtualApi(clock, random, limit)
  const strategy = makeStrategy({ clock, api, random, tasks, limit })
  const lags: number[] = []
  let begun = 0
  let thrown = 0
  const work = tasks.map(async (task) => {
    await clock.sleep(task.at)
    begun++
    try {
      await strategy(task)
      lags.push(clock.now() - api.endOf(task.index))
    } catch {
      thrown++
    }
  })
  await clock.run(Promise.all(work), () => settle(() => api.created + thrown < begun))
  return {
    lagMs: lags.reduce((sum, lag) => sum + lag, 0) / lags.length,
    requestsPerTask: api.requests / tasks.length,
    refused: api.refused,
    thrown,
  }
}

/**
 * Most of what a client does takes microtasks, and is over at the next turn of the event loop. Before it creates a task
 * it hashes the request, which a thread does: as long as a create is awaited there are some more turns.
 */
async function settle(isCreating: () => boolean): Promise<void> {
  for (let turns = 0; turns < (isCreating() ? 200 : 3); turns++) {
    await new Promise((resolve) => setImmediate(resolve))
  }
}
