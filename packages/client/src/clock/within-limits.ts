import type { Interruption } from '../errors/error-facts.ts'
import { after, type Clock } from './clock.ts'

/** What may end a piece of work early, and the error that says so. */
export interface Limits {
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  /** In milliseconds; `Infinity` for no limit. */
  readonly timeoutMs: number
  readonly interrupted: (reason: Interruption, what: string, cause?: unknown) => Error
}

/** By how much a timer can be late, and how long an answer may take to be read after that. */
const graceMs = 1_000

/**
 * Does work that ends when it is done, when the signal is aborted, or when time is up, whichever is first, even if
 * the work itself ignores its signal.
 */
export function withinLimits<T>(
  { clock, signal, timeoutMs, interrupted }: Limits,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController()
    const deadline = clock.now() + timeoutMs
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
    const watch = (ms: number, isLate?: boolean): void => {
      cancelTimer = after(clock, ms, () => {
        const left = deadline - clock.now()
        if (left > 0) watch(left)
        // So late, the whole process stood still: what has come meanwhile is there, and nobody could read it.
        else if (left < -graceMs && !isLate) watch(graceMs, true)
        else end(interrupted('timeout', `no answer within ${timeoutMs} ms`))
      })
    }
    signal?.addEventListener('abort', abort)
    if (timeoutMs < Infinity) watch(timeoutMs)
    const done = work(stop.signal)
    done.then(release, release)
    done.then(resolve, reject)
  })
}
