import { parseArgs } from 'node:util'
import type { FaultyClient } from './messages.ts'

export interface ChaosOptions {
  /** How many videos are wanted. Default: 10,000. */
  tasks?: number
  /** From which faults and kills are drawn. Default: 1. */
  seed?: number
  /** How many processes are killed in the middle of their work. Default: 24. */
  kills?: number
  /** How many processes share the work. Default: 4. */
  workers?: number
  /** How many jobs each of them has under way at once. Default: 50. */
  concurrency?: number
  /** After how many milliseconds the run counts as stuck. Default: 1,200,000 (20 min). */
  timeoutMs?: number
  /** A mistake in the workers' clients, to see whether the run notices it. Default: none. */
  faultyClient?: FaultyClient | undefined
  /** Arguments for Node in every process. Default: none. */
  nodeArguments?: readonly string[]
}

export type CompleteOptions = Required<ChaosOptions>

export function completeOptions(options: ChaosOptions): CompleteOptions {
  return {
    tasks: 10_000,
    seed: 1,
    kills: 24,
    workers: 4,
    concurrency: 50,
    timeoutMs: 1_200_000,
    faultyClient: undefined,
    nodeArguments: [],
    ...options,
  }
}

const least = { tasks: 1, seed: 0, kills: 0, workers: 1, concurrency: 1 }

/** Reads the command line. Throws a RangeError or a TypeError that says what is wrong with it. */
export function readArguments(args: readonly string[]): ChaosOptions {
  const type = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: { tasks: type, seed: type, kills: type, workers: type, concurrency: type },
  })
  const numbers = Object.entries(values).map(([name, text]) => {
    const number = Number(text)
    const bound = least[name as keyof typeof least]
    if (Number.isInteger(number) && number >= bound) return [name, number] as const
    throw new RangeError(`--${name} is '${text}': give a whole number from ${bound} on`)
  })
  return Object.fromEntries(numbers)
}
