/** The time, handed in so that it can be replaced: in tests, or where timers must not be used. */
export interface Clock {
  /** Milliseconds since 1970: the ledger keeps them, and compares them with those of other processes. */
  now(): number
  /** Resolves after so many milliseconds of `now()`. Rejects when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The latest time that was told, and how far the system's clock has been set back since the program began. */
let last = 0
let setBackMs = 0

/** The system's time, which never goes back: what waits for a moment would wait hours for it when a clock is set. */
export const systemClock: Clock = {
  now: () => {
    const time = Date.now() + setBackMs
    setBackMs += Math.max(0, last - time)
    return (last = Math.max(last, time))
  },
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const stop = (): void => {
        cancel()
        reject(signal?.reason)
      }
      const cancel = startTimer(ms, () => {
        signal?.removeEventListener('abort', stop)
        resolve()
      })
      signal?.addEventListener('abort', stop, { once: true })
    }),
}

/** The system's time as it is now, which other processes see, too; of a clock that was handed in, its time. */
export function wallTime(clock: Clock): number {
  return clock === systemClock ? Date.now() : clock.now()
}

/** Calls back after so many milliseconds. What it answers takes that back. */
export function after(clock: Clock, ms: number, call: () => void): () => void {
  // Most requests start a timer that is never heard: the way over a signal would cost each more than its validation.
  if (clock === systemClock) return startTimer(ms, call)
  const controller = new AbortController()
  clock.sleep(ms, controller.signal).then(call, () => {})
  return () => controller.abort()
}

/** Timers hold 31 bits of milliseconds; a longer one would ring at once. */
const longestTimer = 2 ** 31 - 1

function startTimer(ms: number, call: () => void): () => void {
  const timer = setTimeout(call, Math.max(0, Math.min(ms, longestTimer)))
  return () => clearTimeout(timer)
}
