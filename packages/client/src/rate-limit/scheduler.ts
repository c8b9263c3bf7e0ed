import type { StopSignal } from '../clock/stop.ts'
import type { Lane } from './rate-limiter.ts'

/** When a request is to be sent. */
export interface AcquireOptions {
  /** Not before this moment of the clock. Default: at once. */
  readonly notBefore?: number | undefined
  /** Given up at this moment of the clock. Default: never. */
  readonly until?: number | undefined
  readonly signal?: StopSignal | undefined
}

/** Decides which of a client's requests is sent when: one queue, with one timer for all that wait in it. */
export interface Scheduler {
  /**
   * Resolves when the request may be sent, with what is to be called once that is over; with `undefined` when `until`
   * has come before. Rejects with the signal's reason, with a `ConfigurationError` when the client is closed, and with a
   * `NetworkError` when the rate limiter has failed.
   */
  acquire(lane: Lane, options?: AcquireOptions): Promise<(() => void) | undefined>
  /**
   * Nothing is sent for so many milliseconds: the API has said that it is too much (429). Without a number the pause
   * doubles with each that follows soon after another, from 1 s to 32 s. Never longer than 5 min.
   */
  pause(ms?: number): void
  /** Milliseconds in which everyone who wants to poll soon polls once: how many have to share the limit. */
  roundMs(): number
  /** Turns away all who wait, and all who come. */
  close(): void
  /** What is wrong with a request, once the client is closed. */
  readonly closed: Error | undefined
}
