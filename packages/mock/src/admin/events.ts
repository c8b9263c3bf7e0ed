import type { ServerResponse } from 'node:http'
import type { EventLog } from '../event-log.ts'
import type { MockEvent } from '../events.ts'

// Some programs and proxies drop a connection that is silent for a minute.
const heartbeatMs = 15_000

// A listener that reads nothing must not fill the mock's memory.
const mostWaitingBytes = 4 * 1024 * 1024

/** Sends every event from now on, as server-sent events, until the caller goes or the mock stops. */
export function streamEvents(
  response: ServerResponse,
  events: Pick<EventLog, 'subscribe'>,
  closing: AbortSignal,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  const write = (text: string) => {
    if (response.writableLength > mostWaitingBytes) response.destroy()
    else response.write(text)
  }
  write(': the events of the mock\n\n')
  const unsubscribe = events.subscribe((event) => write(eventText(event)))
  const heartbeat = setInterval(() => write(':\n\n'), heartbeatMs)
  // At once, because what happens while the connection closes can no longer be written.
  const stop = () => {
    clearInterval(heartbeat)
    unsubscribe()
    closing.removeEventListener('abort', stop)
    response.end()
  }
  closing.addEventListener('abort', stop)
  response.once('close', stop)
}

function eventText(event: MockEvent): string {
  // An error is no JSON, and its stack is nobody's business.
  const data = event.type === 'defect' ? { type: 'defect', message: String(event.error) } : event
  return `event: ${event.type}\ndata: ${JSON.stringify(data)}\n\n`
}
