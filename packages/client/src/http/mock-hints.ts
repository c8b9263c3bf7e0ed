import type { Clock } from '../clock/clock.ts'
import type { WholeAnswer } from './send/send.ts'

/** `task=<id>; changes-in=<whole milliseconds>`: when the task gets its next state. The real API sends no such header. */
const header = 'x-apikley-mock'
const format = /^task=([^;\s]+); changes-in=(\d{1,12})$/

/** What a mock on this machine tells of its tasks, so that a test need not wait for what has already happened. */
export class MockHints {
  /** Whether the API has shown that it is a mock. */
  isMock = false
  readonly #clock: Clock
  readonly #changesAt = new Map<string, number>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes note of what an answer tells. */
  read(headers: WholeAnswer['headers']): void {
    const [, taskId, changesIn] = format.exec(headers.get(header) ?? '') ?? []
    if (taskId === undefined) return
    this.isMock = true
    this.#changesAt.set(taskId, this.#clock.now() + Number(changesIn))
  }

  /** The task is asked for anew: a hint is good for one poll, or one that fails would be repeated at once. */
  forget(taskId: string | undefined): void {
    if (taskId !== undefined) this.#changesAt.delete(taskId)
  }

  /** When the task changes, by the client's clock; `Infinity` where nothing was told. */
  changesAt(taskId: string): number {
    return this.#changesAt.get(taskId) ?? Infinity
  }
}
