import type { SteadyClock } from '../clock/steady-clock.ts'
import type { StopSignal } from '../clock/stop.ts'
import { closedError } from './closed-error.ts'
import { limiterError } from './limiter-error.ts'
import { Pauses } from './pauses.ts'
import type { Lane, RateLimiter, Refused, Release } from './rate-limiter.ts'
import type { Scheduler } from './scheduler.ts'
import { soonMs } from './waiting-lane.ts'

/**
 * The scheduler for engines where I/O belongs to one request (Workers): a timer ends with the request that began it, and
 * who waits for that of another one hangs. So each request waits for its turn by itself, and asks the limiter itself; there
 * is no queue in which creates could go first.
 */
export function createOwnTurns(clock: SteadyClock, limiter: RateLimiter): Scheduler {
  const pauses = new Pauses()
  /** When polls are due that wait. Those of requests that have died stay, until that is over. */
  const polls = new Set<{ readonly at: number }>()
  let closed: Error | undefined

  const ask = async (lane: Lane): Promise<Release | Refused> => {
    try {
      return await limiter.acquire(lane)
    } catch (cause) {
      pauses.begin(clock.now(), undefined)
      throw limiterError(cause)
    }
  }

  const turn = async (
    lane: Lane,
    notBefore: number,
    until: number,
    signal: StopSignal | undefined,
  ): Promise<(() => void) | undefined> => {
    for (let askAt = notBefore; ;) {
      const at = Math.max(askAt, pauses.until)
      await sleepUntil(clock, Math.min(at, until), signal)
      if (closed) throw closed
      if (at > until) return undefined
      const answer = await ask(lane)
      if (typeof answer === 'function') return () => attempt(answer)
      askAt = clock.now() + Math.max(answer.retryInMs, 1)
    }
  }

  return {
    acquire: async (lane, { notBefore = clock.now(), until = Infinity, signal } = {}) => {
      const waits = { at: notBefore }
      if (lane === 'poll') polls.add(waits)
      try {
        return await turn(lane, notBefore, until, signal)
      } finally {
        polls.delete(waits)
      }
    },
    pause: (ms) => {
      const lastsMs = pauses.begin(clock.now(), ms)
      if (lastsMs !== undefined) attempt(() => limiter.pause(lastsMs))
    },
    roundMs: () => {
      const now = clock.now()
      let count = 0
      for (const waits of polls) {
        if (waits.at < now - soonMs) polls.delete(waits)
        else if (waits.at < now + soonMs) count++
      }
      return count * (limiter.msPerPoll ?? 100)
    },
    get closed() {
      return closed
    },
    close: () => void (closed = closedError()),
  }
}

/** Calls what may fail, and changes nothing then: a place that is not released is free after a while. */
function attempt(call: () => unknown): void {
  new Promise((resolve) => resolve(call())).catch(() => {})
}

async function sleepUntil(clock: SteadyClock, at: number, signal: StopSignal | undefined): Promise<void> {
  if (signal?.aborted) throw signal.reason
  const ms = at - clock.now()
  if (ms > 0) await clock.sleep(ms, signal)
}
