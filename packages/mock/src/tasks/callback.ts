import type { Clock, MockEvent } from '../options.ts'
import { messageOf } from '../message.ts'
import { callbackBodyOf } from './record.ts'
import type { Task } from './task.ts'

// How long the API waits for the receiver, by its documentation.
const deliveryTimeoutMs = 15_000

/** Waits for the task's end and posts its record to the callback URL, once. Never throws: what happened is logged. */
export async function sendCallback(
  task: Task,
  url: string,
  { clock, closing, log }: { clock: Clock; closing: AbortSignal; log: (event: MockEvent) => void },
): Promise<void> {
  try {
    // A real timer may fire a moment early.
    while (clock.now() < task.endsAt) await clock.sleep(task.endsAt - clock.now(), closing)
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(callbackBodyOf(task)),
      signal: AbortSignal.any([closing, AbortSignal.timeout(deliveryTimeoutMs)]),
    })
    await response.body?.cancel()
    log({ type: 'callback', taskId: task.id, url: withoutQuery(url), status: response.status })
  } catch (error) {
    if (closing.aborted) return
    log({ type: 'callback', taskId: task.id, url: withoutQuery(url), problem: messageOf(error) })
  }
}

// A callback URL may carry its receiver's secret in the query.
function withoutQuery(url: string): string {
  return URL.canParse(url) ? new URL(url).origin + new URL(url).pathname : url.split('?', 1).join()
}
