import { steepness } from './next-poll.ts'

/** When a task that is still on its way is likely to end, by those of its model before it. */
export interface ExpectedEnd {
  /** How long half of them took at most, in milliseconds. */
  readonly medianMs: number
  /** Within how many milliseconds from now half of those end that are as old. */
  readonly restMs: number
  /** How many of all have ended at this age: 0 to 1. */
  readonly endedShare: number
  /** How many durations that is drawn from; 0: it is a guess by what the model makes. */
  readonly seen: number
}

/** The same for an age and a median, by the log-logistic distribution that polls go by. */
export function expectEnd(ageMs: number, medianMs: number): Omit<ExpectedEnd, 'seen'> {
  const odds = (Math.max(ageMs, 0) / medianMs) ** steepness
  // Half of those that are left: the age at which 1 / (1 + odds) is half of what it is now.
  const endAtMs = medianMs * (1 + 2 * odds) ** (1 / steepness)
  return { medianMs, restMs: endAtMs - Math.max(ageMs, 0), endedShare: odds / (1 + odds) }
}
