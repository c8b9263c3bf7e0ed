/** Longer than this nothing stands still, whatever `Retry-After` says: some servers write a date into it as seconds. */
const longestPauseMs = 300_000

/** How long nothing is sent after the API, or the rate limiter, has asked for a rest. */
export class Pauses {
  until: number = -Infinity
  #lastMs = 0

  /**
   * Answers for how many milliseconds from now it lasts, or `undefined` if nothing changes. Without a number it doubles
   * with each that follows soon after another, from 1 s to 32 s.
   */
  begin(now: number, ms: number | undefined): number | undefined {
    // The many who were turned away at once are one.
    if (ms === undefined && now < this.until) return undefined
    this.#lastMs = now > this.until + 30_000 ? 1_000 : Math.min(2 * this.#lastMs, 32_000)
    this.until = Math.max(this.until, now + Math.min(ms ?? this.#lastMs, longestPauseMs))
    return this.until - now
  }
}
