import { after, type Clock } from '../clock/clock.ts'
import { configurationError } from '../errors/configuration-error.ts'
import type { CheckedLimits, RateLimit } from './rate-limits.ts'
import type { Lane, Scheduler, Turn } from './scheduler.ts'

/** How much longer than it should a request counts, so that timers that are a little fast do no harm. */
const marginMs = 20

/** How long a create goes before all polls. Then polls that came before it do, so that none waits for ever. */
const headStartMs = 1_800_000

/** A limit with the requests that count against it, the earliest first. */
interface Meter extends RateLimit {
  readonly sent: Sent[]
  /** How many of them count no more. */
  over: number
}

/** A request, and the moment from which it counts. */
interface Sent {
  at: number
}

/** No longer than this is nothing sent at all, whatever `Retry-After` says: some servers write a date into it as seconds. */
const longestPauseMs = 300_000

interface Waiter {
  readonly lane: Lane
  readonly notBefore: number
  readonly until: number
  readonly rank: number
  readonly end: (turn: Turn | undefined, isRefused?: boolean) => void
}

export function createScheduler(clock: Clock, { create, recordInfo, all }: CheckedLimits): Scheduler {
  const whole = meters(all)
  const lanes: Record<Lane, readonly Meter[]> = {
    create: [...whole, ...meters(create)],
    poll: [...whole, ...meters(recordInfo)],
  }
  const waiting = new Set<Waiter>()
  let closed: Error | undefined
  let pausedUntil = -Infinity
  let pauseMs = 0
  let wakeAt = Infinity
  let cancelWake = (): void => {}

  /** The moment from which a request may be sent, as far as the limits go. */
  const freeAt = (lane: Lane, now: number): number => {
    let moment = pausedUntil
    for (const meter of lanes[lane]) {
      const { requests, perMs, sent } = meter
      const endOf = ({ at }: Sent): number => at + perMs + marginMs
      let first: Sent | undefined
      while ((first = sent[meter.over]) && endOf(first) <= now) meter.over++
      // Not one by one, since each time the whole rest moves.
      if (meter.over > 99) meter.over -= sent.splice(0, meter.over).length
      if (first && sent.length - meter.over >= requests) moment = Math.max(moment, endOf(first))
    }
    return moment
  }

  const grant = (lane: Lane, at: number): Turn => {
    const one = { at }
    for (const { sent } of lanes[lane]) sent.push(one)
    return () => {
      one.at = clock.now()
      for (const { sent, over } of lanes[lane]) {
        const place = sent.lastIndexOf(one)
        if (place >= over) sent.splice(place, 1)
        // To the end, where the latest stand.
        sent.push(one)
      }
    }
  }

  const rest = (): void => {
    cancelWake()
    wakeAt = Infinity
  }

  const wakeBy = (moment: number): void => {
    if (moment >= wakeAt) return
    cancelWake()
    wakeAt = moment
    cancelWake = after(clock, moment - clock.now(), serve)
  }

  const serve = (): void => {
    rest()
    let next = Infinity
    const now = clock.now()
    for (const waiter of [...waiting].toSorted((one, other) => one.rank - other.rank)) {
      const { lane, until } = waiter
      const turnAt = Math.max(waiter.notBefore, freeAt(lane, now))
      if (turnAt <= now) waiter.end(grant(lane, now))
      else if (until <= now) waiter.end(undefined)
      else next = Math.min(next, turnAt, until)
    }
    if (next < Infinity) wakeBy(next)
  }

  return {
    turn: (lane, { notBefore = clock.now(), until = Infinity, signal } = {}) => {
      const now = clock.now()
      // Most turns are granted at once: nobody waits, and there is no need to.
      const isFree =
        !waiting.size && !closed && !signal?.aborted && Math.max(notBefore, freeAt(lane, now)) <= now
      if (isFree) return Promise.resolve(grant(lane, now))
      return new Promise((resolve, reject) => {
        const end = (turn: Turn | undefined, isRefused?: boolean): void => {
          waiting.delete(waiter)
          signal?.removeEventListener('abort', stop)
          // A timer that nobody waits for would hold the process.
          if (!waiting.size) rest()
          if (isRefused) reject(closed ?? signal?.reason)
          else resolve(turn)
        }
        const stop = (): void => end(undefined, true)
        const rank = lane === 'create' ? notBefore - headStartMs : notBefore
        const waiter: Waiter = { lane, notBefore, until, rank, end }
        if (closed || signal?.aborted) return stop()
        signal?.addEventListener('abort', stop)
        waiting.add(waiter)
        const turnAt = Math.max(notBefore, freeAt(lane, now))
        if (turnAt <= now) serve()
        else wakeBy(Math.min(turnAt, until))
      })
    },
    pause: (ms) => {
      const now = clock.now()
      // The many who were turned away at once are one.
      if (ms === undefined && now < pausedUntil) return
      pauseMs = now > pausedUntil + 30_000 ? 1_000 : Math.min(2 * pauseMs, 32_000)
      pausedUntil = Math.max(pausedUntil, now + Math.min(ms ?? pauseMs, longestPauseMs))
    },
    roundMs: () => {
      const soon = clock.now() + 60_000
      let count = 0
      for (const { lane, notBefore } of waiting) if (lane === 'poll' && notBefore < soon) count++
      return Math.max(0, ...lanes.poll.map(({ requests, perMs }) => (count * perMs) / requests))
    },
    get closed() {
      return closed
    },
    close: () => {
      closed = configurationError('The client is closed', 'Make a new one with createApikley().')
      for (const { end } of waiting) end(undefined, true)
    },
  }
}

/** The meters of a limit: one, or none. */
function meters(limit: RateLimit | null): Meter[] {
  return limit ? [{ ...limit, sent: [], over: 0 }] : []
}
