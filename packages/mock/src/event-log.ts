import type { MockEvent, RequestEvent } from './events.ts'

const keptRequests = 200

/** Everything that happens in a mock, as it happens. */
export interface EventLog {
  emit: (event: MockEvent) => void
  /** Calls the listener for every event from now on; answers the function that ends it. */
  subscribe(listener: (event: MockEvent) => void): () => void
  /** Whether anybody has subscribed. */
  readonly watched: boolean
  /** The last 200 requests, oldest first. */
  readonly requests: readonly RequestEvent[]
}

/** `log` gets every event, too, but does not count as a subscriber; `begins` is called when somebody subscribes. */
export function createEventLog(log: (event: MockEvent) => unknown, begins: () => void): EventLog {
  const listeners = new Set<(event: MockEvent) => void>()
  const requests: RequestEvent[] = []
  return {
    requests,
    get watched() {
      return listeners.size > 0
    },
    emit(event) {
      if (event.type === 'reset') requests.length = 0
      if (event.type === 'request') {
        requests.push(event)
        if (requests.length > keptRequests) requests.shift()
      }
      log(event)
      for (const listener of listeners) listener(event)
    },
    subscribe(listener) {
      listeners.add(listener)
      begins()
      return () => void listeners.delete(listener)
    },
  }
}
