import type { CallbackEvent, FaultName } from '@apikley/mock'
import { EventEmitter, once } from 'node:events'
import type { Ending, ProcessMessage } from './messages.ts'

/** What the processes have told so far, and a way to wait for more. */
export class Observer {
  /** How each job has ended, by the last word of a worker. */
  readonly endings: Map<string, Ending> = new Map()
  readonly errors: Map<string, string> = new Map()
  readonly callbacks: CallbackEvent[] = []
  /** The tasks whose callback was delivered. */
  readonly delivered: Set<string> = new Set()
  /** What went wrong with each request that something went wrong with. */
  readonly faults: Map<number, readonly FaultName[]> = new Map()
  readonly requests: Map<string, number> = new Map()
  readonly injected: Map<FaultName, number> = new Map()
  /** How many creates the mock has refused since they were too many, by its own count. */
  overLimit: number = 0
  /** How often the database was killed. */
  databaseKills: number = 0
  readonly #messages = new EventEmitter().setMaxListeners(0)
  readonly #failure = new AbortController()

  /** The run cannot go on: everything that waits rejects with this. */
  fail(problem: Error): void {
    this.#failure.abort(problem)
  }

  record(message: ProcessMessage): void {
    if (message.type === 'ended' && message.ending) {
      this.endings.set(message.work, message.ending)
      if (message.error !== undefined) this.errors.set(message.work, message.error)
    }
    if (message.type === 'request') {
      this.requests.set(message.operation, (this.requests.get(message.operation) ?? 0) + 1)
      if (message.faults.length > 0) this.faults.set(message.requestId, message.faults)
      const { operation, code, faults } = message
      if (operation === 'POST createTask' && code === 429 && !faults.includes('http429')) this.overLimit += 1
      for (const kind of message.faults) this.injected.set(kind, (this.injected.get(kind) ?? 0) + 1)
    }
    if (message.type === 'callback') {
      this.callbacks.push(message.event)
      if (message.event.status === 200) this.delivered.add(message.event.taskId)
    }
    if (message.type === 'defect') this.fail(new Error(`The mock itself failed: ${message.message}`))
    this.#messages.emit('message')
  }

  /** Resolves when it is so; looks whenever something is told. */
  async until(isSo: () => boolean): Promise<void> {
    const { signal } = this.#failure
    signal.throwIfAborted()
    while (!isSo()) await once(this.#messages, 'message', { signal }).catch(() => signal.throwIfAborted())
  }
}
