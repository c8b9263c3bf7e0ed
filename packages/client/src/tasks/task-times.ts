import type { Clock } from '../clock/clock.ts'
import { fromWallTime, wallTime } from '../clock/system-clock.ts'
import { textOf } from '../schema/values.ts'

/** What is older, or took longer, has a wrong date: it would make this wait and others blind. */
const longestMs = 86_400_000

/** A number below is seconds since 1970, as a number of milliseconds it would be a day in 1973. */
const leastMs = 1e11

/** A number above is microseconds, and a thousand times above nanoseconds: as milliseconds it would be the year 5138. */
const mostMs = 1e14

/**
 * A moment as others write it: seconds since 1970 or parts of them down to nanoseconds, also as text, or a date, in UTC
 * where it does not say. `undefined` for what is none.
 */
export function readTime(value: unknown): Date | undefined {
  const text = textOf(value).trim()
  const isNumber = typeof value === 'number' || /^\d+(?:\.\d+)?$/.test(text)
  const ms = isNumber ? toMs(Number(value)) : readDate(text)
  const date = new Date(ms > 0 ? ms : Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date
}

function readDate(text: string): number {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)$/.exec(text) ?? []
  return Date.parse(day && time ? `${day}T${time}Z` : text)
}

/** A number of seconds, milliseconds, microseconds or nanoseconds, by its size. */
function toMs(given: number): number {
  if (given < leastMs) return given * 1e3
  if (given < mostMs) return given
  return given < 1e3 * mostMs ? given / 1e3 : given / 1e6
}

/** A moment of the wall clock as one of the clock that is handed in, which may be ahead of it. Never in the future. */
export function ownMoment(at: number, clock: Clock): number {
  return Math.min(clock.now(), fromWallTime(clock, at))
}

/**
 * The moment of creation that a record tells, if it can be true: the API's clock may be ahead, or its date wrong. It is
 * compared with the wall clock, and answered as a moment of the clock that is handed in.
 */
export function plausibleCreation(createdAt: Date | undefined, clock: Clock): number | undefined {
  if (!createdAt) return undefined
  const age = wallTime(clock) - createdAt.getTime()
  return age >= 0 && age < longestMs ? ownMoment(createdAt.getTime(), clock) : undefined
}

/** How long a task took, by its record; else, if it was seen on its way, by when its end was seen. */
export function durationOf(
  { createdAt, completedAt }: { readonly createdAt?: Date; readonly completedAt?: Date },
  seenMs: number | undefined,
): number | undefined {
  const ms = completedAt && createdAt ? completedAt.getTime() - createdAt.getTime() : seenMs
  return ms !== undefined && ms >= 0 && ms < longestMs ? ms : undefined
}
