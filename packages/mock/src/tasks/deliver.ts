import type { Clock } from '../options.ts'
import { messageOf } from '../message.ts'

// How long the API waits for the receiver, by its documentation.
const timeoutMs = 15_000

/** What came of one attempt to deliver a callback. */
export interface Delivery {
  /** HTTP status of the receiver. */
  status?: number
  /** Why it does not count as delivered. */
  problem?: string
}

/** Posts the body once and waits 15 s by the mock's clock for HTTP 200. Never rejects. */
export async function deliver(
  url: string,
  body: unknown,
  headers: Record<string, string>,
  clock: Clock,
  era: AbortSignal,
): Promise<Delivery> {
  const late = new AbortController()
  const answered = new AbortController()
  const stop = () => late.abort()
  era.addEventListener('abort', stop)
  clock.sleep(timeoutMs, answered.signal).then(stop, () => {})
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: late.signal,
    })
    await response.body?.cancel()
    if (response.status === 200) return { status: 200 }
    return { status: response.status, problem: `it answered HTTP ${response.status}, and 200 is expected` }
  } catch (error) {
    return { problem: late.signal.aborted ? `no answer within ${timeoutMs / 1000} s` : messageOf(error) }
  } finally {
    answered.abort()
    era.removeEventListener('abort', stop)
  }
}
