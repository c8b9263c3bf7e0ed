import type { Clock } from '../../clock/clock.ts'
import { startDeadline } from '../../clock/deadline.ts'
import { onAbort } from '../../clock/on-abort.ts'
import { Stop } from '../../clock/stop.ts'
import { SendError } from './send-error.ts'
import type { OutgoingRequest, Send, SendOptions, WholeAnswer } from './send.ts'

interface Limits extends Omit<SendOptions, 'onData'> {
  readonly clock: Clock
  /** In milliseconds; `Infinity` for no limit. */
  readonly timeoutMs: number
}

/** Sends a request, and gives up when time is up. An answer that has arrived by then is read all the same. */
export async function sendWithin(
  send: Send,
  request: OutgoingRequest,
  { clock, timeoutMs, signal, ownConnection, maxBytes }: Limits,
): Promise<WholeAnswer> {
  const stop = new Stop()
  let late: Error | undefined
  const abort = (): void => stop.abort(signal?.reason)
  let parts = 0
  if (signal?.aborted) abort()
  const forgetSignal = onAbort(signal, abort)
  const endDeadline = startDeadline({
    clock,
    timeoutMs,
    arrived: () => parts,
    onLate: () => stop.abort((late = new Error(`no answer within ${timeoutMs} ms`))),
  })
  try {
    return await send(request, { signal: stop, ownConnection, maxBytes, onData: () => void parts++ })
  } catch (error) {
    if (!(error instanceof SendError) || !late || stop.reason !== late) throw error
    const { phase, status } = error
    throw new SendError({ phase, status, reason: 'timeout', cause: late })
  } finally {
    endDeadline()
    forgetSignal()
  }
}
