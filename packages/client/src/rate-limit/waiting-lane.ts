import { Heap, type HeapEntry } from './heap.ts'
import type { Lane } from './rate-limiter.ts'

/** A request that waits; `at` is when it is due. */
export interface Waiter extends HeapEntry {
  readonly lane: WaitingLane
  readonly deadline: Deadline | undefined
  readonly resolve: (release: (() => void) | undefined) => void
  readonly reject: (error: unknown) => void
  /** Stops listening to the caller's signal. */
  forgetSignal?: () => void
}

/** When a request that waits is given up. */
export interface Deadline extends HeapEntry {
  waiter?: Waiter
}

/** What is due within this time is due soon. */
export const soonMs = 60_000

/** The requests of a lane that wait, the one that is due first being the first. Those that are due soon are counted. */
export class WaitingLane {
  readonly name: Lane
  /** For how long its requests go before those of another lane. */
  readonly headStartMs: number
  /** No sooner is the limiter asked again. `-Infinity` as long as it has refused nobody who waits. */
  askAt: number = -Infinity
  /** How long the limiter's last answer took: `askAt` is later than it needs to be by so much at most. */
  tookMs: number = 0
  readonly #soon = new Heap<Waiter>()
  readonly #later = new Heap<Waiter>()

  constructor(name: Lane, headStartMs: number) {
    this.name = name
    this.headStartMs = headStartMs
  }

  /** The limiter is asked again by this moment. */
  askBy(moment: number): void {
    this.askAt = Math.min(this.askAt, moment)
  }

  add(waiter: Waiter, now: number): void {
    const heap = waiter.at < now + soonMs ? this.#soon : this.#later
    heap.add(waiter)
  }

  remove(waiter: Waiter): void {
    if (!this.#soon.remove(waiter)) this.#later.remove(waiter)
    if (this.#soon.size + this.#later.size === 0) this.askAt = -Infinity
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

/** A limiter that both lanes share answers them at slightly different moments. */
const nearMs = 10

/**
 * Lets two lanes that may be asked for at nearly the same moment be asked for at the same: then the order decides. What is
 * near depends on how long the answers took, too.
 */
export function alignLanes(one: WaitingLane, other: WaitingLane): void {
  const near = Math.max(nearMs, one.tookMs, other.tookMs)
  if (Math.abs(one.askAt - other.askAt) <= near) one.askAt = other.askAt = Math.max(one.askAt, other.askAt)
}
