import type { Clock } from '@apikley/client'

interface Sleeper {
  readonly due: number
  readonly wake: () => void
}

/**
 * A clock that stands still. Sleeps that `passes` agrees to are over at once and move the time on; the others last
 * until `advance` gets there.
 */
export class FakeClock implements Clock {
  readonly slept: number[] = []
  readonly #passes: (ms: number) => boolean
  readonly #sleepers = new Set<Sleeper>()
  #time = 1_000_000

  constructor(passes: (ms: number) => boolean = () => false) {
    this.#passes = passes
  }

  /** How many sleeps are not over. */
  get pending(): number {
    return this.#sleepers.size
  }

  now(): number {
    return this.#time
  }

  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    if (this.#passes(ms)) {
      this.slept.push(ms)
      this.#time += ms
      return
    }
    await new Promise<void>((resolve, reject) => {
      const sleeper = { due: this.#time + ms, wake: resolve }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper)
        reject(signal.reason as Error)
      })
    })
  }

  /** Moves on to the end of the next sleep. */
  advanceToNext(): void {
    this.advance(Math.max(0, Math.min(...[...this.#sleepers].map(({ due }) => due)) - this.#time))
  }

  /** Moves on, bit by bit, until a promise is settled. */
  async advanceUntil<T>(settled: Promise<T>, ms = 1_000): Promise<T> {
    const turn = setInterval(() => this.advance(ms))
    try {
      return await settled
    } finally {
      clearInterval(turn)
    }
  }

  advance(ms: number): void {
    this.#time += ms
    for (const sleeper of this.#sleepers) {
      if (sleeper.due > this.#time) continue
      this.#sleepers.delete(sleeper)
      sleeper.wake()
    }
  }
}
