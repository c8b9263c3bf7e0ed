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
  /** How many jobs each of them has under way at once. Default: 25 with `postgres`, else 50. */
  concurrency?: number
  /** After how many milliseconds the run counts as stuck. Default: 1,200,000 (20 min). */
  timeoutMs?: number
  /** The ledger that all share: a file, or a PostgreSQL, which is killed as well. Default: `sqlite`. */
  ledger?: LedgerKind
  /**
   * In any span of so many milliseconds 20 tasks may be created, by all processes together; the API's own is 10,000. 0 for no
   * limit. Default: 400 with `postgres`, else 0.
   */
  spanMs?: number
  /** How often the PostgreSQL is killed. Default: 20. */
  databaseKills?: number
  /** A mistake in the workers' clients, to see whether the run notices it. Default: none. */
  faultyClient?: FaultyClient | undefined
  /** Arguments for Node in every process. Default: none. */
  nodeArguments?: readonly string[]
}

export type LedgerKind = 'sqlite' | 'postgres'

export type CompleteOptions = Required<ChaosOptions>

export function completeOptions(options: ChaosOptions): CompleteOptions {
  return {
    tasks: 10_000,
    seed: 1,
    kills: 24,
    workers: 4,
    // As many as the limit lets through, or a few more.
    concurrency: options.ledger === 'postgres' ? 25 : 50,
    timeoutMs: 1_200_000,
    ledger: 'sqlite',
    spanMs: options.ledger === 'postgres' ? 400 : 0,
    databaseKills: 20,
    faultyClient: undefined,
    nodeArguments: [],
    ...options,
  }
}

const least = { tasks: 1, seed: 0, kills: 0, workers: 1, concurrency: 1, spanMs: 0, databaseKills: 0 }

/** Reads the command line. Throws a RangeError or a TypeError that says what is wrong with it. */
export function readArguments(args: readonly string[]): ChaosOptions {
  const type = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      tasks: type,
      seed: type,
      kills: type,
      workers: type,
      concurrency: type,
      ledger: type,
      'span-ms': type,
      'database-kills': type,
    },
  })
  const { ledger = 'sqlite', 'span-ms': spanMs, 'database-kills': databaseKills, ...others } = values
  if (ledger !== 'sqlite' && ledger !== 'postgres') {
    throw new RangeError(`--ledger is '${ledger}': give sqlite or postgres`)
  }
  const given = { ...others, ...(spanMs && { spanMs }), ...(databaseKills && { databaseKills }) }
  const numbers = Object.entries(given).map(([name, text]) => {
    const number = Number(text)
    const bound = least[name as keyof typeof least]
    if (Number.isInteger(number) && number >= bound) return [name, number] as const
    throw new RangeError(
      `--${name.replaceAll(/[A-Z]/g, '-$&').toLowerCase()} is '${text}': give a whole number from ${bound} on`,
    )
  })
  return { ...Object.fromEntries(numbers), ...(values.ledger !== undefined && { ledger }) }
}
