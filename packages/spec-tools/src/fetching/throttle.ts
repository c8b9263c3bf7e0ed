import type { Clock } from './clock.ts'

export interface ThrottleOptions {
  /** Starts a second, evenly spread. */
  readonly rate: number
  /** How many run at once. */
  readonly concurrency: number
}

/**
 * Runs work on many things at a pace that a documentation site bears, results in the order of the things. The first
 * error is thrown once all that had begun has ended, and nothing further is begun.
 */
export async function mapThrottled<Thing, Result>(
  things: readonly Thing[],
  { rate, concurrency }: ThrottleOptions,
  clock: Clock,
  work: (thing: Thing, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const errors: unknown[] = []
  const start = clock.now()
  let next = 0
  const worker = async () => {
    while (next < things.length && errors.length === 0) {
      const index = next
      next += 1
      const thing = things[index]
      if (thing === undefined) continue
      const wait = start + (index * 1000) / rate - clock.now()
      try {
        // Each waits for its own turn, so that two workers never start at once.
        // oxlint-disable-next-line no-await-in-loop
        if (wait > 0) await clock.sleep(wait)
        // oxlint-disable-next-line no-await-in-loop
        results[index] = await work(thing, index)
      } catch (error) {
        errors.push(error)
      }
    }
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  if (errors.length > 0) throw errors[0]
  return results
}
