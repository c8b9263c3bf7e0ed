import type { Clock } from './clock.ts'
import { onAbort } from './on-abort.ts'
import type { StopSignal } from './stop.ts'

/** What a steady clock is made of. */
export interface TimeSource {
  /** Milliseconds since 1970. Can be set, by hours and days, in both directions. */
  wall(): number
  /** Milliseconds since any moment, by another clock. Absent: there is none. */
  monotonic?(): number
  /** Calls back after so many milliseconds. What it answers takes that back. */
  startTimer(ms: number, call: () => void): () => void
  /** A timer that is overdue by more tells that the time has jumped, or that the process did not run. */
  readonly jumpMs: number
}

/** By how much two clocks may disagree on how long something took; more, and one of them was set. */
const toleranceMs = 1_000

interface Timer {
  readonly due: number
}

/**
 * Time that goes on evenly. When one clock of the system is set, the other one counts; when both are, or the process
 * did not run (a machine that slept), the time goes no further than to the first timer that should have rung.
 */
export class SteadyClock implements Clock {
  readonly #source: TimeSource
  readonly #armed = new Set<Timer>()
  #time: number | undefined
  #wall = 0
  #monotonic = 0

  constructor(source: TimeSource) {
    this.#source = source
  }

  /** Milliseconds since 1970, as far as no clock was set since the program began. */
  now(): number {
    const wall = this.#source.wall()
    const monotonic = this.#source.monotonic?.() ?? wall
    const [byWall, byMonotonic] = [wall - this.#wall, monotonic - this.#monotonic]
    this.#wall = wall
    this.#monotonic = monotonic
    if (this.#time === undefined) return (this.#time = wall)
    const agree = Math.abs(byWall - byMonotonic) <= toleranceMs
    const [lesser, greater] = [Math.min(byWall, byMonotonic), Math.max(byWall, byMonotonic)]
    const step = Math.max(0, agree ? byWall : lesser >= 0 ? lesser : greater)
    return (this.#time += step > this.#source.jumpMs ? this.#lived(this.#time, step) : step)
  }

  /** The time as it is now, which other processes see, too. */
  wall(): number {
    return this.#source.wall()
  }

  /** Calls back after so many milliseconds. What it answers takes that back. */
  after(ms: number, call: () => void): () => void {
    const begun = this.#source.wall()
    const timer = { due: this.now() + ms }
    this.#armed.add(timer)
    const forget = (): number => {
      // While the timer still tells how far the time can have gone.
      const now = this.now()
      this.#armed.delete(timer)
      return now
    }
    const cancel = this.#source.startTimer(ms, () => {
      const now = forget()
      // Timers that a test has replaced, and only the wall clock with them.
      if (this.#source.wall() - begun >= ms) this.#time = Math.max(now, timer.due)
      call()
    })
    return () => {
      if (this.#armed.has(timer)) forget()
      cancel()
    }
  }

  sleep(ms: number, signal?: StopSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason)
      const cancel = this.after(ms, () => {
        forget()
        resolve()
      })
      const forget = onAbort(signal, () => {
        cancel()
        reject(signal?.reason)
      })
    })
  }

  /** How much of a long step the process has lived through. */
  #lived(time: number, step: number): number {
    let first = Infinity
    for (const { due } of this.#armed) first = Math.min(first, due)
    if (time + step <= first + this.#source.jumpMs) return step
    // They ring now, or never: where a request has ended, some platforms stop its timers.
    for (const timer of this.#armed) if (timer.due <= first) this.#armed.delete(timer)
    return Math.max(0, first - time)
  }
}
