import type { Clock } from '../../clock/clock.ts'
import { wallTime } from '../../clock/system-clock.ts'

/** What is known of the age of a result. */
export interface Age {
  /** When its task ended, in milliseconds since 1970. */
  readonly endedAt?: number | undefined
  /** When its task was sent, in milliseconds since 1970: it is no older. */
  readonly sentAt?: number | undefined
}

/** How long after its task's end a result may still be on its way to the host that serves it. */
const settlingMs = 300_000

/** How long one is waited for whose age is not known. */
const unknownAgeMs = 10_000

/** No task that was sent longer ago has ended just now. */
const longestTaskMs = 86_400_000

/** What lies further ahead than this is no matter of two clocks that differ. */
const mostAheadMs = 3_600_000

/** For how long, in milliseconds, a result that is not there may still come; 0 if it has expired. */
function patienceMs(clock: Clock, { endedAt, sentAt }: Age): number {
  const now = wallTime(clock)
  const leftFrom = (at: number | undefined): number | undefined =>
    at === undefined || at - now > mostAheadMs
      ? undefined
      : Math.max(0, Math.min(settlingMs, at + settlingMs - now))
  const sinceSent = leftFrom(sentAt) ?? 0
  const sinceEnd = leftFrom(endedAt)
  // The clock of the API may be behind, and a result is no older than its task.
  if (sinceEnd !== undefined || sinceSent) return Math.max(sinceEnd ?? 0, sinceSent)
  return sentAt !== undefined && now - sentAt > longestTaskMs ? 0 : unknownAgeMs
}

/**
 * The pauses between the looks for a result that is not there yet. A mock's result comes no sooner for them: it is looked
 * at as often, and nobody waits.
 */
export class Patience {
  pauses = 0
  /** How long the pauses would have been that were left out. */
  #leftOutMs = 0
  /** The caller's time is up before that of the result. */
  isCutShort = false
  readonly #clock: Clock
  readonly #age: Age
  readonly #giveUpAt: number
  readonly #isMock: boolean
  #until: number | undefined

  /** `giveUpAt`: when the caller's time is up, in milliseconds of `clock.now()`. */
  constructor(clock: Clock, age: Age, giveUpAt: number, isMock: boolean) {
    this.#clock = clock
    this.#isMock = isMock
    this.#age = age
    this.#giveUpAt = giveUpAt
  }

  /** How long to wait before the next look, in milliseconds; nothing if there is none. */
  nextPauseMs(): number | undefined {
    const now = this.#clock.now() + this.#leftOutMs
    // From the first time that it is not there: what has begun to come is there.
    this.#until ??= now + patienceMs(this.#clock, this.#age)
    const left = Math.min(this.#until, this.#giveUpAt) - now
    this.isCutShort = left <= 0 && this.#until > now
    if (left <= 0) return undefined
    // Many that wait for one host do not come back together.
    const inMs = Math.min(30_000, 1_000 * 2 ** this.pauses++) * (0.5 + Math.random() / 2)
    const pauseMs = Math.ceil(Math.min(left, inMs))
    if (!this.#isMock) return pauseMs
    this.#leftOutMs += pauseMs
    return 0
  }
}
