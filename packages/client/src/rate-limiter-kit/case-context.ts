import type { Clock } from '../clock/clock.ts'
import type { Lane, RateLimiter } from '../rate-limit/rate-limiter.ts'
import type { RateLimits } from '../rate-limit/rate-limits.ts'
import type { AcquireOptions } from '../rate-limit/scheduler.ts'

/** A limiter behind a queue of its own, as a process has it. */
export interface Process {
  readonly limiter: RateLimiter
  /** Takes a place by way of the queue. */
  readonly acquire: (lane: Lane, options?: AcquireOptions) => Promise<(() => void) | undefined>
  /** How often the limiter was asked. */
  readonly questions: () => number
  readonly close: () => Promise<void>
}

/** What a case has to work with. */
export interface CaseContext {
  readonly clock: Clock
  /** The span of the limits, in milliseconds. */
  readonly perMs: number
  readonly seed: number
  readonly open: (limits: RateLimits) => Promise<Process>
  /** Another process with the same account. */
  readonly another: (process: Process) => Promise<Process>
}

/** The rules, by the sentences that state them. */
export type CaseTable = Readonly<Record<string, (context: CaseContext) => Promise<void>>>

/** A request as the API saw it. */
export interface Arrival {
  readonly lane: Lane
  readonly at: number
}

/** How long a request is on its way, and its answer back, in milliseconds. Default: 0. */
export interface Way extends AcquireOptions {
  readonly wayMs?: number
  readonly backMs?: number
}

/** Sends a request: it takes its place, travels, is counted by the API, and gives the place back when it is answered. */
export async function send(
  { clock }: CaseContext,
  process: Process,
  lane: Lane,
  arrivals: Arrival[],
  { wayMs = 0, backMs = 0, ...options }: Way = {},
): Promise<void> {
  const release = await process.acquire(lane, options)
  if (!release) throw new Error('a request was never sent')
  if (wayMs > 0) await clock.sleep(wayMs)
  arrivals.push({ lane, at: clock.now() })
  if (backMs > 0) await clock.sleep(backMs)
  release()
}

/** How many there were at most in a span of time. */
export function mostInSpan(arrivals: readonly Arrival[], perMs: number): number {
  const moments = arrivals.map(({ at }) => at).toSorted((one, other) => one - other)
  let most = 0
  let first = 0
  for (const [last, at] of moments.entries()) {
    while ((moments[first] ?? at) <= at - perMs) first++
    most = Math.max(most, last - first + 1)
  }
  return most
}

/** Numbers from 0 to 1, the same for the same seed: the minimal standard generator of Park and Miller. */
export function seeded(seed: number): () => number {
  let last = seed + 1
  return () => (last = (last * 48_271) % 2_147_483_647) / 2_147_483_647
}

export function expectAtMost(actual: number, most: number, what: string): void {
  if (!(actual <= most)) throw new Error(`${what}: expected at most ${most}, found ${actual}`)
}

export function expectAtLeast(actual: number, least: number, what: string): void {
  if (!(actual >= least)) throw new Error(`${what}: expected at least ${least}, found ${actual}`)
}

/** The numbers from 0 to one less than this. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)
