import { after, type Clock } from '../clock/clock.ts'
import { configurationError } from '../errors/configuration-error.ts'
import type { CheckedLimits, RateLimit } from './rate-limits.ts'
import type { Lane, Scheduler, Turn } from './scheduler.ts'

/** How much longer than it should a request counts, so that timers that are a little fast do no harm. */
const marginMs = 20

/** How long a create goes before all polls. Then polls that came before it do, so that none waits for ever. */
const headStartMs = 1_800_000

/**
 * For how long a request that has no answer may still be on its way to the API. Meanwhile it counts as if it arrived
 * just now: a machine that is busy, or a network that is, brings requests closer together than they were sent.
 */
const longestWayMs = 2_000

/** A limit with the requests that count against it. */
interface Meter extends RateLimit {
  /** Those that may still be on their way, in the order in which they were sent. */
  readonly underWay: UnderWay[]
  /** When the others had arrived at the latest, the earliest first. */
  readonly arrived: number[]
  /** How many of these count no more. */
  over: number
}

/** A request, and when it was sent. */
interface UnderWay {
  readonly at: number
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

  /** The moment from which a request may be sent, as far as the limits go; if it is still to come, asked again then. */
  const freeAt = (lane: Lane, now: number): number => {
    let moment = pausedUntil
    for (const meter of lanes[lane]) {
      const { requests, perMs, underWay, arrived } = meter
      const countsMs = perMs + marginMs
      let sent: UnderWay | undefined
      let first: number | undefined
      while ((sent = underWay[0]) && sent.at + longestWayMs <= now) {
        underWay.shift()
        arrived.push(now)
      }
      while ((first = arrived[meter.over]) !== undefined && first + countsMs <= now) meter.over++
      // Not one by one, since each time the whole rest moves.
      if (meter.over > 99) meter.over -= arrived.splice(0, meter.over).length
      if (underWay.length + arrived.length - meter.over < requests) continue
      // Where all are under way, it is not known yet when the first of them counts no more: not sooner than this.
      moment = Math.max(moment, first === undefined ? sent!.at + longestWayMs : first + countsMs)
    }
    return moment
  }

  const grant = (lane: Lane, at: number): Turn => {
    const one = { at }
    for (const { underWay } of lanes[lane]) underWay.push(one)
    return () => {
      const now = clock.now()
      for (const { perMs, underWay, arrived } of lanes[lane]) {
        const place = underWay.indexOf(one)
        if (place < 0) continue
        underWay.splice(place, 1)
        arrived.push(now)
        // Sooner than those expect who wait: they have reckoned with the longest way.
        if (waiting.size) wakeBy(now + perMs + marginMs)
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
  return limit ? [{ ...limit, underWay: [], arrived: [], over: 0 }] : []
}
