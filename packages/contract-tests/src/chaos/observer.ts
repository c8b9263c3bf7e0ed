import type { CallbackEvent, FaultName } from '@apikley/mock'
import { EventEmitter, once } from 'node:events'
import type { Ending, News } from './messages.ts'

/** What the processes have told so far, and a way to wait for more. */
export class Observer {
  /** How each job has ended, by the last word of a worker. */
  readonly endings: Map<string, Ending> = new Map()
  readonly errors: Map<string, string> = new Map()
  readonly callbacks: CallbackEvent[] = []
  /** The tasks whose callback was taken. */
  readonly told: Set<string> = new Set()
  /** What went wrong with each request that something went wrong with. */
  readonly faults: Map<number, readonly FaultName[]> = new Map()
  readonly requests: Map<string, number> = new Map()
  readonly struck: Map<FaultName, number> = new Map()
  readonly #news = new EventEmitter().setMaxListeners(0)
  readonly #failure = new AbortController()

  /** The run cannot go on: everything that waits rejects with this. */
  fail(problem: Error): void {
    this.#failure.abort(problem)
  }

  hear(news: News): void {
    if (news.type === 'ended' && news.ending) {
      this.endings.set(news.work, news.ending)
      if (news.error !== undefined) this.errors.set(news.work, news.error)
    }
    if (news.type === 'request') {
      this.requests.set(news.operation, (this.requests.get(news.operation) ?? 0) + 1)
      if (news.faults.length > 0) this.faults.set(news.requestId, news.faults)
      for (const kind of news.faults) this.struck.set(kind, (this.struck.get(kind) ?? 0) + 1)
    }
    if (news.type === 'callback') {
      this.callbacks.push(news.event)
      if (news.event.status === 200) this.told.add(news.event.taskId)
    }
    if (news.type === 'defect') this.fail(new Error(`The mock itself failed: ${news.message}`))
    this.#news.emit('news')
  }

  /** Resolves when it is so; looks whenever something is told. */
  async until(isSo: () => boolean): Promise<void> {
    const { signal } = this.#failure
    signal.throwIfAborted()
    while (!isSo()) await once(this.#news, 'news', { signal }).catch(() => signal.throwIfAborted())
  }
}
