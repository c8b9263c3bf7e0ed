import type { MockEvent, RequestEvent } from './events.ts'
import { messageOf } from './message.ts'
import type { CallbackEvent } from './tasks/events.ts'

const keptRequests = 200
const keptCallbacks = 200

export type Emit = (event: MockEvent) => void

/** The event emitter of a mock. */
export interface EventLog {
  emit: Emit
  /** Calls the listener for every event from now on; returns the function that unsubscribes it. */
  subscribe(listener: Emit): () => void
  /** Whether there is a subscriber. */
  readonly watched: boolean
  /** The last 200 requests, oldest first. */
  readonly requests: readonly RequestEvent[]
  /** The last 200 attempts to deliver a callback, oldest first. */
  readonly callbacks: readonly CallbackEvent[]
}

// A log of requests stays readable; whoever wants every change of every task subscribes.
const loggedEvents: ReadonlySet<string> = new Set(['request', 'refused', 'callback', 'defect'])

/**
 * `log` is the user's: it gets requests, callbacks, refusals and defects, does not count as a subscriber, and may fail.
 * `onSubscribe` is called for each new subscriber.
 */
export function createEventLog(log: (event: MockEvent) => unknown, onSubscribe: () => void): EventLog {
  const listeners = new Set<Emit>()
  const requests: RequestEvent[] = []
  const callbacks: CallbackEvent[] = []
  let warned = false
  const notify = (event: MockEvent) => {
    for (const listener of listeners) listener(event)
  }
  // Events come from callbacks of sockets and timers: an error thrown there would end the process, a user's test run.
  const logFailed = (error: unknown) => {
    notify({ type: 'defect', error })
    if (warned) return
    warned = true
    process.emitWarning(`The log function of the mock failed: ${messageOf(error)}`, 'ApikleyMockWarning')
  }
  return {
    requests,
    callbacks,
    get watched() {
      return listeners.size > 0
    },
    emit(event) {
      if (event.type === 'reset') requests.length = callbacks.length = 0
      if (event.type === 'request' && requests.push(event) > keptRequests) requests.shift()
      if (event.type === 'callback' && callbacks.push(event) > keptCallbacks) callbacks.shift()
      if (loggedEvents.has(event.type)) callLog(log, event).catch(logFailed)
      notify(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      onSubscribe()
      return () => void listeners.delete(listener)
    },
  }
}

// An async function is a log function, too: what it rejects with is caught like what it throws.
async function callLog(log: (event: MockEvent) => unknown, event: MockEvent): Promise<void> {
  await log(event)
}
