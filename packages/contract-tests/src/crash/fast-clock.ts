import { setTimeout } from 'node:timers/promises'
import type { Clock } from '@apikley/client'

/** A clock that goes faster than the system's, and ahead of it by so many milliseconds. */
export function fastClock(speed: number, aheadMs: number): Clock {
  const begin = Date.now()
  const now = (): number => begin + (Date.now() - begin) * speed + aheadMs
  return {
    now,
    sleep: async (ms, signal) => {
      const until = now() + ms
      do await setTimeout((until - now()) / speed, undefined, signal && { signal })
      while (now() < until)
    },
  }
}
