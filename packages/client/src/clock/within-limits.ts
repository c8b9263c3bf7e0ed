import type { Interruption } from '../errors/error-facts.ts'
import type { Clock } from './clock.ts'
import { startDeadline } from './deadline.ts'
import { onAbort } from './on-abort.ts'

/** What may end a piece of work early, and the error that says so. */
export interface Limits {
  readonly clock: Clock
  readonly signal: AbortSignal | undefined
  /** In milliseconds; `Infinity` for no limit. */
  readonly timeoutMs: number
  readonly interrupted: (reason: Interruption, what: string, cause?: unknown) => Error
}

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
    const release = (): void => {
      endDeadline()
      forgetSignal()
    }
    const end = (error: Error): void => {
      release()
      reject(error)
      stop.abort(error)
    }
    const endDeadline = startDeadline({
      clock,
      timeoutMs,
      arrived: () => 0,
      onLate: () => end(interrupted('timeout', `no answer within ${timeoutMs} ms`)),
    })
    const forgetSignal = onAbort(signal, () =>
      end(interrupted('aborted', 'the caller aborted it', signal?.reason)),
    )
    const done = work(stop.signal)
    done.then(release, release)
    done.then(resolve, reject)
  })
}
