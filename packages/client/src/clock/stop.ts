/** The part of an `AbortSignal` that is listened to. */
export interface StopSignal {
  readonly aborted: boolean
  readonly reason: unknown
  addEventListener(type: 'abort', listener: () => void): void
  removeEventListener(type: 'abort', listener: () => void): void
}

/**
 * Ends a piece of work, which listens to it once at a time. An `AbortController` would be a good part of what a request
 * takes, or a wait that stands in the queue.
 */
export class Stop implements StopSignal {
  aborted = false
  reason: unknown
  #listener: (() => void) | undefined

  abort(reason?: unknown): void {
    if (this.aborted) return
    this.aborted = true
    this.reason = reason
    this.#listener?.()
  }

  addEventListener(_: 'abort', listener: () => void): void {
    this.#listener = listener
  }

  removeEventListener(): void {
    this.#listener = undefined
  }
}
