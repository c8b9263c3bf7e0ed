import type { PlannedTask, Random } from './tasks.ts'
import type { VirtualClock } from './virtual-clock.ts'

/** Milliseconds that a request takes there, and its answer back. */
const leastWay = 50
const mostWay = 100

/** An API in virtual time, which refuses what is too much, as the twin does: by the moments of arrival. */
export class VirtualApi {
  requests = 0
  refused = 0
  created = 0
  readonly #clock: VirtualClock
  readonly #random: Random
  readonly #limit: { requests: number; perMs: number } | undefined
  #accepted: number[] = []
  readonly #ends = new Map<number, number>()

  constructor(clock: VirtualClock, random: Random, limit?: { requests: number; perMs: number }) {
    this.#clock = clock
    this.#random = random
    this.#limit = limit
  }

  /** Whether the task was accepted. */
  create(task: PlannedTask): Promise<boolean> {
    return this.#request(() => {
      this.created++
      this.#ends.set(task.index, this.#clock.now() + task.durationMs)
      return true
    }, false)
  }

  /** Whether the task has ended, or that it was not said. */
  poll(index: number): Promise<boolean | 'refused'> {
    return this.#request<boolean | 'refused'>(() => this.endOf(index) <= this.#clock.now(), 'refused')
  }

  endOf(index: number): number {
    const end = this.#ends.get(index)
    if (end === undefined) throw new Error(`There is no task ${index}.`)
    return end
  }

  async #request<T>(answer: () => T, refusal: T): Promise<T> {
    this.requests++
    await this.#travel()
    const result = this.#isOverLimit() ? refusal : answer()
    await this.#travel()
    return result
  }

  #travel(): Promise<void> {
    return this.#clock.sleep(leastWay + this.#random() * (mostWay - leastWay))
  }

  #isOverLimit(): boolean {
    if (!this.#limit) return false
    const { requests, perMs } = this.#limit
    const now = this.#clock.now()
    this.#accepted = this.#accepted.filter((at) => now - at < perMs)
    if (this.#accepted.length >= requests) {
      this.refused++
      return true
    }
    this.#accepted.push(now)
    return false
  }
}
