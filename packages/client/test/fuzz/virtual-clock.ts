import type { Clock } from '@apikley/client'

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

/** A clock that only moves when it is told to, from one sleeper's end to the next. */
export class VirtualClock implements Clock {
  readonly start = 1_800_000_000_000
  readonly #sleepers = new Set<Sleeper>()
  #time = this.start

  now(): number {
    return this.#time
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        this.#sleepers.delete(sleeper)
        reject(signal?.reason as Error)
      }
      const wake = (): void => {
        this.#sleepers.delete(sleeper)
        signal?.removeEventListener('abort', stop)
        resolve()
      }
      const sleeper = { due: this.#time + Math.max(0, ms), wake }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', stop, { once: true })
    })
  }

  /** Moves to the end of the sleep that ends first. False if nobody sleeps, or all for ever. */
  step(): boolean {
    let first: Sleeper | undefined
    for (const sleeper of this.#sleepers) if (!first || sleeper.due < first.due) first = sleeper
    if (!first || first.due === Infinity) return false
    this.#time = Math.max(this.#time, first.due)
    first.wake()
    return true
  }
}
