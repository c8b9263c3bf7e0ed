/** The time, handed in so that it can be replaced: in tests, or where timers must not be used. */
export interface Clock {
  /**
   * Milliseconds since 1970: the ledger keeps them, and compares them with those of other processes. It may be moved by
   * minutes and hours at once; a leap of more than 12 h while something waits counts as a clock that was set.
   */
  now(): number
  /** Resolves after so many milliseconds of `now()`. Rejects when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}
