import type { Clock } from '../clock/clock.ts'
import { onAbort } from '../clock/on-abort.ts'
import { after } from '../clock/system-clock.ts'
import { closedError } from './closed-error.ts'
import { Heap } from './heap.ts'
import { limiterError } from './limiter-error.ts'
import { Pauses } from './pauses.ts'
import type { RateLimiter, Refused, Release } from './rate-limiter.ts'
import type { Scheduler } from './scheduler.ts'
import { alignLanes, type Deadline, type Waiter, WaitingLane } from './waiting-lane.ts'

/** How long a create goes before all polls. Then polls that came before it do, so that none waits for ever. */
const headStartMs = 1_800_000

/** How long those who share a limit leave it to each other before they ask again. */
const politeMs = 1

export function createScheduler(clock: Clock, limiter: RateLimiter): Scheduler {
  const lanes = { create: new WaitingLane('create', headStartMs), poll: new WaitingLane('poll', 0) }
  const bothLanes = [lanes.create, lanes.poll]
  const deadlines = new Heap<Deadline>()
  const pauses = new Pauses()
  let closed: Error | undefined
  let waiting = 0
  let order = 0
  let isAsking = false
  let releases = 0
  let wakeAt = Infinity
  let cancelWake = (): void => {}

  const rest = (): void => {
    cancelWake()
    wakeAt = Infinity
  }

  const wakeBy = (moment: number, now: number): void => {
    if (moment >= wakeAt) return
    cancelWake()
    wakeAt = moment
    cancelWake = after(clock, moment - now, () => {
      wakeAt = Infinity
      serve()
    })
  }

  const leave = (waiter: Waiter): Waiter => {
    const { lane, deadline } = waiter
    lane.remove(waiter)
    if (deadline) deadlines.remove(deadline)
    waiter.forgetSignal?.()
    // A timer that nobody waits for would hold the process.
    if (--waiting === 0) rest()
    return waiter
  }

  /** The first request that may be asked for now: creates go before polls, then whoever was due first. */
  const nextDue = (now: number): Waiter | undefined => {
    if (isAsking || now < pauses.until) return undefined
    const rank = ({ at, lane }: Waiter): number => at - lane.headStartMs
    let next: Waiter | undefined
    for (const lane of bothLanes) {
      const first = lane.first(now)
      const isDue = first && Math.max(first.at, lane.askAt) <= now
      if (isDue && (!next || rank(first) < rank(next))) next = first
    }
    return next
  }

  const released = (release: Release) => (): void => {
    // Sooner than those expect who wait: the limiter has reckoned with the longest way.
    const reconsider = (): void => {
      releases++
      for (const lane of bothLanes) lane.askBy(clock.now() + politeMs)
      if (waiting) serve()
    }
    let done: void | Promise<void> = undefined
    try {
      done = release()
    } catch {
      // It counts as one that is never released.
    }
    if (done) done.then(reconsider, reconsider)
    else reconsider()
  }

  /**
   * Deals with what the limiter has answered. Who has the place is decided now: the one that was asked for may be gone.
   * `isStale`: something was released since it was asked.
   */
  const settle = (lane: WaitingLane, answer: Release | Refused, isStale: boolean, tookMs: number): void => {
    const now = clock.now()
    lane.tookMs = tookMs
    if (typeof answer === 'function') {
      const first = lane.first(now)
      const release = released(answer)
      // Where there was no room before, others may wait for it, too: one request at a time.
      if (lane.askAt > -Infinity) lane.askAt = now + politeMs
      if (first && first.at <= now) leave(first).resolve(release)
      else release()
    } else if (answer.retryInMs >= 0) {
      lane.askAt = now + (isStale ? politeMs : Math.max(answer.retryInMs, politeMs))
      alignLanes(lanes.create, lanes.poll)
    } else fail(lane, new TypeError('It answers neither a release nor retryInMs'))
  }

  const fail = (lane: WaitingLane, cause: unknown): void => {
    const now = clock.now()
    pauses.begin(now, undefined)
    for (let first; (first = lane.first(now)) && first.at <= now;) leave(first).reject(limiterError(cause))
  }

  const ask = (lane: WaitingLane): void => {
    try {
      const before = releases
      const askedAt = clock.now()
      const answer = limiter.acquire(lane.name)
      if (!('then' in answer)) return settle(lane, answer, false, 0)
      isAsking = true
      const answered = (): void => {
        isAsking = false
        serve()
      }
      answer
        .then((found) => settle(lane, found, before !== releases, clock.now() - askedAt))
        .catch((error: unknown) => fail(lane, error))
        .then(answered, answered)
    } catch (error) {
      fail(lane, error)
    }
  }

  const serve = (): void => {
    const now = clock.now()
    for (let next; (next = nextDue(now));) ask(next.lane)
    for (let first; (first = deadlines.first) && first.at <= now;) leave(first.waiter!).resolve(undefined)
    if (waiting) wakeBy(nextMoment(now), now)
  }

  /** When there is something to be done again. */
  const nextMoment = (now: number): number => {
    let next = deadlines.first?.at ?? Infinity
    for (const lane of bothLanes) {
      const first = lane.first(now)
      const askAt = first ? Math.max(first.at, lane.askAt, pauses.until) : Infinity
      // What is due now is asked for when the answer is there that the limiter owes.
      if (askAt > now) next = Math.min(next, askAt)
    }
    return next
  }

  return {
    acquire: (lane, { notBefore = clock.now(), until = Infinity, signal } = {}) =>
      new Promise((resolve, reject) => {
        if (closed || signal?.aborted) return reject(closed ?? signal?.reason)
        const deadline: Deadline | undefined =
          until < Infinity ? { at: until, order: order++, place: -1 } : undefined
        const waiter: Waiter = {
          at: notBefore,
          order: order++,
          place: -1,
          lane: lanes[lane],
          deadline,
          resolve,
          reject,
        }
        if (deadline) {
          deadline.waiter = waiter
          deadlines.add(deadline)
        }
        waiter.forgetSignal = onAbort(signal, () => leave(waiter).reject(signal?.reason))
        const now = clock.now()
        lanes[lane].add(waiter, now)
        waiting++
        if (notBefore <= now) serve()
        else wakeBy(Math.min(notBefore, until), now)
      }),
    pause: (ms) => {
      const lastsMs = pauses.begin(clock.now(), ms)
      if (lastsMs === undefined) return
      // If the others cannot be told, this process pauses all the same.
      new Promise((resolve) => resolve(limiter.pause(lastsMs))).catch(() => {})
    },
    roundMs: () => lanes.poll.countSoon(clock.now()) * (limiter.msPerPoll ?? 100),
    get closed() {
      return closed
    },
    close: () => {
      closed = closedError()
      for (const lane of bothLanes) {
        for (let first; (first = lane.first(Infinity));) leave(first).reject(closed)
      }
    },
  }
}
