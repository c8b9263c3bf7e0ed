/** What stands in a heap. The heap alone writes `place`. */
export interface HeapEntry {
  /** The moment by which the heap is ordered. */
  readonly at: number
  /** Which of two with the same moment comes first. */
  readonly order: number
  place: number
}

/** A binary heap, the earliest entry first. What is added or removed costs the logarithm of its size. */
export class Heap<E extends HeapEntry> {
  readonly #entries: E[] = []

  get size(): number {
    return this.#entries.length
  }

  get first(): E | undefined {
    return this.#entries[0]
  }

  add(entry: E): void {
    this.#put(entry, this.#entries.length)
  }

  /** Answers whether the entry was there. */
  remove(entry: E): boolean {
    const { place } = entry
    if (this.#entries[place] !== entry) return false
    const last = this.#entries.pop()
    if (last && last !== entry) this.#put(last, place)
    return true
  }

  /** Puts an entry where another one was, or at the end, and then further up or down. */
  #put(entry: E, place: number): void {
    const entries = this.#entries
    for (;;) {
      const parent = entries[(place - 1) >> 1]
      if (!parent || !isBefore(entry, parent)) break
      place = this.#move(parent, place)
    }
    for (;;) {
      const [left, right] = [entries[2 * place + 1], entries[2 * place + 2]]
      const child = left && right && isBefore(right, left) ? right : left
      if (!child || !isBefore(child, entry)) break
      place = this.#move(child, place)
    }
    this.#move(entry, place)
  }

  /** Answers the place that the entry has left. */
  #move(entry: E, place: number): number {
    const left = entry.place
    this.#entries[place] = entry
    entry.place = place
    return left
  }
}

const isBefore = (one: HeapEntry, other: HeapEntry): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order)
