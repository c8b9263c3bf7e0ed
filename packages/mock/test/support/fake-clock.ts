import type { Clock } from '../../src/index.ts'

/** A clock that moves only when told to. */
export interface FakeClock extends Clock {
  advance(ms: number): void
  /** How many wait for a later moment. */
  sleepers(): number
}

/** Starts on 22 November 2026, 12:00 UTC. */
export function createFakeClock(): FakeClock {
  let now = Date.UTC(2026, 10, 22, 12)
  const sleepers = new Set<{ until: number; wake: () => void }>()
  return {
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve }
        sleepers.add(sleeper)
        signal.addEventListener('abort', () => {
          sleepers.delete(sleeper)
          reject(signal.reason)
        })
      }),
    sleepers: () => sleepers.size,
    advance(ms) {
      now += ms
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue
        sleepers.delete(sleeper)
        sleeper.wake()
      }
    },
  }
}
