import { setTimeout as sleep } from 'node:timers/promises'

/** The mock's idea of time. Hand one in to move through a task's life without waiting. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms` milliseconds; rejects when the signal aborts. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

/** A clock that can be put forward. */
export interface MovableClock extends Clock {
  /** Puts it forward and wakes who slept until a moment that is now past. */
  advance(ms: number): void
  /** How far it was put forward, in milliseconds. */
  readonly offset: number
}

// Timers of Node take no more; whoever sleeps longer is put to sleep again.
const longestTimerMs = 2 ** 31 - 1

/** The machine's time. Sleeping does not keep the process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(Math.min(ms, longestTimerMs), undefined, { signal, ref: false }),
}

/** A clock on top of another, ahead of it by as much as it was put forward. */
export function createMovableClock(base: Clock, ahead = 0): MovableClock {
  let offset = ahead
  const sleepers = new Set<AbortController>()
  const now = () => base.now() + offset
  return {
    now,
    get offset() {
      return offset
    },
    advance(ms) {
      offset += ms
      for (const moved of sleepers) moved.abort()
    },
    async sleep(ms, signal) {
      const until = now() + ms
      // Again after every move, and because a real timer may fire a moment early.
      for (let left = ms; left > 0; left = until - now()) {
        signal.throwIfAborted()
        const moved = new AbortController()
        const stop = () => moved.abort()
        sleepers.add(moved)
        signal.addEventListener('abort', stop)
        await base
          .sleep(left, moved.signal)
          .catch((error: unknown) => {
            if (signal.aborted || !moved.signal.aborted) throw error
          })
          .finally(() => {
            sleepers.delete(moved)
            signal.removeEventListener('abort', stop)
          })
      }
    },
  }
}
