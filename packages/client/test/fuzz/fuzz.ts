import * as fc from 'fast-check'
import { expect } from 'vitest'
import { setUp } from './set-up.ts'

/** The same in every run; a failure prints its own. `FUZZ_SEED=7` looks for more, or again, and shows stacks. */
const firstSeed = Number(process.env['FUZZ_SEED'] ?? 20_261_122)

/** Of the answers that are tried with `FUZZ=all`. */
export const share: number = process.env['FUZZ'] === 'all' ? 1 : 0.05

/** Stops a property that hangs, in milliseconds of the test: how busy the machine is must not matter. */
export const hangsMs = 600_000

/** Tries a property, that answers how many spoiled answers it has served, until there were so many. Answers how many. */
export async function fuzz<T>(
  arbitrary: fc.Arbitrary<T>,
  answers: number,
  property: (value: T) => Promise<number>,
): Promise<number> {
  // What is loaded when it is first used is no part of this.
  await setUp({})
    .apikley.files.link('')
    .catch(() => {})
  /** What is thrown outside of every promise that the caller holds. */
  const outside: unknown[] = []
  const note = (error: unknown): void => void outside.push(error)
  process.on('unhandledRejection', note)
  process.on('uncaughtException', note)
  const { random } = Math
  const { stackTraceLimit } = Error
  // Stacks take a third of the time. Nobody reads them but who looks for a failure.
  if (!process.env['FUZZ_SEED']) Error.stackTraceLimit = 0
  const counts = { served: 0 }
  try {
    for (let seed = firstSeed; counts.served < answers; seed += 1) {
      const tried = fc.asyncProperty(arbitrary, async (value) => {
        // The jitter of the client is drawn from the seed, too.
        let state = seed
        Math.random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
        counts.served += await property(value)
        expect(outside).toEqual([])
      })
      await fc.assert(tried, { seed, numRuns: 50 })
    }
  } finally {
    process.off('unhandledRejection', note)
    process.off('uncaughtException', note)
    Math.random = random
    Error.stackTraceLimit = stackTraceLimit
  }
  return counts.served
}
