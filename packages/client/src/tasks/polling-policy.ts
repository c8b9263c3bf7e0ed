import { nextPollAge } from '../durations/next-poll.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { mayPass } from './may-pass.ts'

/** How long a task may be unknown to the API: on the twin its record can appear some seconds after the task. */
const graceMs = 90_000

/** How often a wait that expects a callback asks the ledger whether it came to another process. */
const ledgerPollMs = 5_000

/** Where many wait, the ledger is asked once in so many milliseconds, for all of them. */
const ledgerMsPerPoll = 5

/** How long the poll that follows the deadline may take, and how long it may wait in the queue. */
const lastPollMs = 10_000

/** What the moment of a poll depends on. All moments and spans are milliseconds. */
export interface PollFacts {
  readonly now: number
  /** When the task was created, as far as is known. */
  readonly createdAt: number
  /** The age of the task at the last poll; 0 before the first. */
  readonly polledAtAge: number
  /** The caller's own pause between two polls; `Infinity` where the client chooses. */
  readonly intervalMs: number
  /** How long tasks of the model take, as a median. */
  readonly medianMs: number
  /** How long it takes until all who want to poll have polled once. */
  readonly roundMs: number
  /** Whether the last poll failed. */
  readonly isInTrouble: boolean
  readonly expectsCallback: boolean
}

/** When the task is worth a poll. */
export function nextPollAt(facts: PollFacts): number {
  const { now, createdAt, polledAtAge, intervalMs, medianMs, roundMs } = facts
  if (intervalMs < Infinity) return now + intervalMs
  // One task in a thousand is still on its way at that age: the callback is probably lost.
  if (facts.expectsCallback) return createdAt + Math.max(5 * medianMs, 1.5 * polledAtAge)
  const pollAt = createdAt + nextPollAge(polledAtAge, medianMs, roundMs)
  // Rarer while the API is in trouble.
  return facts.isInTrouble ? now + 3 * (pollAt - now) : pollAt
}

/** What the place of a wait in the queue depends on. */
export interface QueueFacts {
  readonly now: number
  readonly pollAt: number
  readonly deadline: number
  /** Whether this wait polls for all that wait for its task. */
  readonly isPoller: boolean
  readonly expectsCallback: boolean
  /** For how many tasks this process waits. */
  readonly waits: number
  /** From 0 to 1, another one for each wait: so that not all ask the ledger in the same moment. */
  readonly spread: number
}

/** From when to when a wait stands in the queue for a poll. If none comes, it asks the ledger, and begins anew. */
export function queueWindow(facts: QueueFacts): { notBefore: number; until: number } {
  const { now, pollAt, deadline, isPoller, expectsCallback, waits, spread } = facts
  const crowdMs = Math.max(0, waits * ledgerMsPerPoll - ledgerPollMs)
  const asksLedgerAt = isPoller && expectsCallback ? now + ledgerPollMs + 2 * spread * crowdMs : Infinity
  return {
    notBefore: Math.min(deadline, isPoller ? pollAt : Infinity),
    until: Math.min(deadline + lastPollMs, asksLedgerAt),
  }
}

/** How long a poll may take: a call that hangs must not hold the wait far beyond its own time. */
export function pollTimeoutMs(now: number, deadline: number, timeoutMs: number): number {
  return Math.min(timeoutMs, Math.max(deadline - now, lastPollMs))
}

/** Whether an error ends the wait. `unseenMs`: since when the task was not seen, or how old it is if it never was. */
export function endsWait(error: unknown, unseenMs: number): boolean {
  if (!isApikleyError(error)) return true
  if (mayPass(error)) return false
  return error.kind !== 'not-found' || unseenMs >= graceMs
}
