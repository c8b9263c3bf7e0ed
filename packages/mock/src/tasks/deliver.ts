import type { Clock } from '../clock.ts'
import { messageOf } from '../message.ts'
import { RefusedTarget, type Reach } from '../outbound/reach.ts'
import { sendRequest } from '../outbound/request.ts'

// How long the API waits for the receiver, by its documentation.
const timeoutMs = 15_000

/** What came of one attempt to deliver a callback. */
export interface Delivery {
  /** HTTP status of the receiver. */
  status?: number
  /** Why it does not count as delivered. */
  problem?: string
  /** Nothing was sent, nor will be: it may not go to its address. */
  refused?: true
}

/** Posts the body once and waits 15 s by the mock's clock for HTTP 200. Never rejects. */
export async function deliver(
  url: string,
  body: unknown,
  headers: Record<string, string>,
  { clock, reach, resetSignal }: { clock: Clock; reach: Reach; resetSignal: AbortSignal },
): Promise<Delivery> {
  if (!URL.canParse(url)) return { problem: 'its address is no URL', refused: true }
  const late = new AbortController()
  const answered = new AbortController()
  const stop = () => late.abort()
  resetSignal.addEventListener('abort', stop)
  clock.sleep(timeoutMs, answered.signal).then(stop, () => {})
  try {
    const response = await sendRequest(reach, new URL(url), {
      purpose: 'callback',
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      body: JSON.stringify(body),
      signal: late.signal,
    })
    response.destroy()
    const { statusCode: status = 0 } = response
    return status === 200
      ? { status }
      : { status, problem: `it answered HTTP ${status}, and 200 is expected` }
  } catch (error) {
    if (error instanceof RefusedTarget) return { problem: `the address ${error.message}`, refused: true }
    return { problem: late.signal.aborted ? `no answer within ${timeoutMs / 1000} s` : messageOf(error) }
  } finally {
    answered.abort()
    resetSignal.removeEventListener('abort', stop)
  }
}
