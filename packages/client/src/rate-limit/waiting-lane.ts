import { Heap, type HeapEntry } from './heap.ts'
import type { Lane } from './rate-limiter.ts'
import type { StopSignal } from './scheduler.ts'

/** A request that waits; `at` is when it is due. */
export interface Waiter extends HeapEntry {
  readonly lane: WaitingLane
  readonly deadline: Deadline | undefined
  readonly signal: StopSignal | undefined
  readonly resolve: (release: (() => void) | undefined) => void
  readonly reject: (error: unknown) => void
  stop?: () => void
}

/** When a request that waits is given up. */
export interface Deadline extends HeapEntry {
  waiter?: Waiter
}

/** What is due within this time is due soon. */
const soonMs = 60_000

/** The requests of a lane that wait, the one that is due first being the first. Those that are due soon are counted. */
export class WaitingLane {
  readonly name: Lane
  /** For how long its requests go before those of another lane. */
  readonly headStartMs: number
  /** No sooner is the limiter asked again. */
  askAt: number = -Infinity
  readonly #soon = new Heap<Waiter>()
  readonly #later = new Heap<Waiter>()

  constructor(name: Lane, headStartMs: number) {
    this.name = name
    this.headStartMs = headStartMs
  }

  add(waiter: Waiter, now: number): void {
    const heap = waiter.at < now + soonMs ? this.#soon : this.#later
    heap.add(waiter)
  }

  remove(waiter: Waiter): boolean {
    return this.#soon.remove(waiter) || this.#later.remove(waiter)
  }

  first(now: number): Waiter | undefined {
    this.#advance(now)
    return this.#soon.first ?? this.#later.first
  }

  /** How many are due soon. */
  countSoon(now: number): number {
    this.#advance(now)
    return this.#soon.size
  }

  #advance(now: number): void {
    for (let next; (next = this.#later.first) && next.at < now + soonMs;) {
      this.#later.remove(next)
      this.#soon.add(next)
    }
  }
}
