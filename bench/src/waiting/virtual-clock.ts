import type { Clock } from '@apikley/client'

interface Sleeper {
  readonly due: number
  readonly order: number
  readonly wake: () => void
}

/** A clock that jumps from one sleeper's end to the next as soon as nothing else is left to be done. */
export class VirtualClock implements Clock {
  #now = Date.UTC(2026, 0, 1)
  #order = 0
  /** A heap, the next one to wake first. Who was aborted stays in it, and is woken in vain. */
  readonly #heap: Sleeper[] = []

  now(): number {
    return this.#now
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error))
      this.#push({ due: this.#now + Math.max(ms, 0), order: this.#order++, wake: resolve })
    })
  }

  /** Lets the time run until the work is done. `settle` resolves when everything that can happen now has happened. */
  async run(work: Promise<unknown>, settle: () => Promise<void>): Promise<void> {
    let isDone = false
    let idle = 0
    void work.finally(() => (isDone = true))
    for (;;) {
      await settle()
      if (isDone) return
      const next = this.#pop()
      if (!next) {
        // Something is left that takes real time, such as the loading of a module.
        if (++idle > 1_000) throw new Error('The simulation stands still.')
        await new Promise((resolve) => setTimeout(resolve, 1))
        continue
      }
      idle = 0
      this.#now = next.due
      next.wake()
    }
  }

  #push(sleeper: Sleeper): void {
    const heap = this.#heap
    let place = heap.push(sleeper) - 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (!this.#swapIfLater(parent, place)) return
      place = parent
    }
  }

  #pop(): Sleeper | undefined {
    const heap = this.#heap
    const [first] = heap
    const last = heap.pop()
    if (!first || !last || first === last) return first
    heap[0] = last
    for (let place = 0; ;) {
      const left = 2 * place + 1
      const right = left + 1
      const child = right < heap.length && isLater(heap[left], heap[right]) ? right : left
      if (child >= heap.length || !this.#swapIfLater(place, child)) return first
      place = child
    }
  }

  #swapIfLater(upper: number, lower: number): boolean {
    const heap = this.#heap
    const [one, other] = [heap[upper], heap[lower]]
    if (!one || !other || !isLater(one, other)) return false
    heap[upper] = other
    heap[lower] = one
    return true
  }
}

function isLater(one: Sleeper | undefined, other: Sleeper | undefined): boolean {
  if (!one || !other) return false
  return one.due === other.due ? one.order > other.order : one.due > other.due
}
