import type { StopSignal } from '../rate-limit/scheduler.ts'

/**
 * Ends what a wait is doing when it is woken: its waiting in the queue, or its request. Most waits stand in the queue,
 * and an `AbortController` for each would be a good part of what a wait takes.
 */
export class WakeSignal implements StopSignal {
  aborted = false
  readonly reason: undefined
  #listener: (() => void) | undefined
  #controller: AbortController | undefined

  abort(): void {
    this.aborted = true
    this.#listener?.()
    this.#controller?.abort()
  }

  /** The same for a request. */
  forRequest(): AbortSignal {
    this.#controller = new AbortController()
    if (this.aborted) this.#controller.abort()
    return this.#controller.signal
  }

  addEventListener(_: 'abort', listener: () => void): void {
    this.#listener = listener
  }

  removeEventListener(): void {
    this.#listener = undefined
  }
}
