import { after, type Clock } from '../clock/clock.ts'
import type { Interruption } from '../errors/error-facts.ts'

/** What may end a piece of work early, and the error that says so. */
export interface Limits {
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  /** Milliseconds without a sign of life; `Infinity` for no limit. */
  readonly timeoutMs: number
  readonly interrupted: (reason: Interruption, what: string, cause?: unknown) => Error
}

/**
 * Does work that ends when it is done, when the signal is aborted, or when time is up, whichever is first, even if
 * the work itself ignores its signal. Each `alive()` starts the time anew.
 */
export function withinLimits<T>(
  { clock, signal, timeoutMs, interrupted }: Limits,
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController()
    let lastSign = clock.now()
    let cancelTimer = (): void => {}
    const release = (): void => {
      cancelTimer()
      signal?.removeEventListener('abort', abort)
    }
    const end = (error: Error): void => {
      release()
      reject(error)
      stop.abort(error)
    }
    const abort = (): void => end(interrupted('aborted', 'aborted', signal?.reason))
    const watch = (ms: number): void => {
      cancelTimer = after(clock, ms, () => {
        const left = lastSign + timeoutMs - clock.now()
        if (left > 0) watch(left)
        else end(interrupted('timeout', `no answer within ${timeoutMs} ms`))
      })
    }
    signal?.addEventListener('abort', abort)
    if (timeoutMs < Infinity) watch(timeoutMs)
    work(stop.signal, () => (lastSign = clock.now()))
      .finally(release)
      .then(resolve, reject)
  })
}
