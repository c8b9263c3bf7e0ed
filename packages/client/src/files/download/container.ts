import { walkOf } from './media.ts'
import type { Ending, Step, Walk } from './walks.ts'

/** Follows the structure of a file while its bytes come, from its first one on, and keeps none of them. */
export class Container {
  readonly #walk: Walk | undefined
  #step: Step | undefined
  #seen = new Uint8Array()
  /** How much of the step has been done. */
  #done = 0
  #isBeyond = false

  /** `head`: the first bytes of the file, which are not added by this. */
  constructor(head: Uint8Array) {
    this.#walk = walkOf(head)
    this.#advance()
  }

  add(bytes: Uint8Array): void {
    let at = 0
    while (this.#step && at < bytes.length) {
      const step = this.#step
      if ('passTo' in step) {
        const found = bytes.indexOf(step.passTo, at)
        this.#done++
        if (found < 0) return
        at = found + 1
        this.#advance()
        continue
      }
      const size = sizeOf(step)
      const count = Math.min(bytes.length - at, size - this.#done)
      if ('take' in step) this.#seen.set(bytes.subarray(at, at + count), this.#done)
      this.#done += count
      at += count
      if (this.#done === size) this.#advance()
    }
    this.#isBeyond ||= at < bytes.length
  }

  /** What it is that the file ends here. */
  ending(): Ending {
    if (!this.#walk) return 'unknown'
    // What follows the end belongs to nothing that is known, so its own end is not either.
    if (!this.#step) return this.#isBeyond ? 'unknown' : 'whole'
    return (this.#done ? this.#step.within : this.#step.before) ?? 'cut'
  }

  #advance(): void {
    do {
      this.#step = this.#walk?.next(this.#seen).value ?? undefined
      this.#done = 0
      this.#seen = new Uint8Array(this.#step && 'take' in this.#step ? this.#step.take : 0)
    } while (this.#step && sizeOf(this.#step) === 0)
  }
}

function sizeOf(step: Step): number {
  return 'take' in step ? step.take : 'pass' in step ? step.pass : Infinity
}
