import { milliseconds } from '../clock/milliseconds.ts'
import { withinLimits } from '../clock/within-limits.ts'
import type { Interruption } from '../errors/error-facts.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import { ValidationError } from '../errors/kinds.ts'
import { safeCause } from '../errors/redact.ts'
import type { CallOptions } from './call-options.ts'
import { type Call, requestError } from './call.ts'
import type { HttpContext } from './context.ts'
import { type Operation, type Sent, UnwritableError } from './openapi-fetch.ts'
import { outcomeOf } from './outcome.ts'
import { parseResponse } from './parse-response.ts'
import type { RequestFailure } from './request-failure.ts'
import { SendError } from './send.ts'

/** Sends one request, once, and hands back what `read` finds in the answer's `data`; everything else becomes an error. */
export async function request<T, Of extends Operation>(
  context: HttpContext,
  call: Call<Of>,
  sent: Sent<Of>,
  options: CallOptions | undefined,
  read: (data: unknown) => T | undefined,
): Promise<T> {
  const { api, clock, events, sends } = context
  const send = call.ownConnection ? sends.create : sends.other
  const signal = options?.signal
  const timeoutMs = milliseconds('timeoutMs', options?.timeoutMs, context.timeoutMs)
  const interrupted =
    (failure: RequestFailure) =>
    (reason: Interruption, what: string, cause?: unknown): Error =>
      requestError(call, outcomeOf(failure), { reason, what, cause })

  const closed = context.closed()
  if (closed) throw closed
  if (signal?.aborted) {
    throw interrupted({ phase: 'unsent' })('aborted', 'aborted before it was sent', signal.reason)
  }
  const event = { request: call.request, taskId: call.taskId, key: call.key }
  events.emit('onRequest', event)
  const begun = clock.now()
  try {
    const limits = { clock, signal, timeoutMs, interrupted: interrupted({ phase: 'sent' }) }
    const answer = await withinLimits(limits, (stop) =>
      api(call.request, sent, send, stop).catch((error: unknown) => {
        throw sendingError(context, call, error)
      }),
    )
    const found = parseResponse(call, answer, context, read)
    events.emit('onResponse', { ...event, ms: clock.now() - begun, status: answer.status, code: 200 })
    return found
  } catch (error) {
    const known = isApikleyError(error) ? error : undefined
    const { status, code } = known ?? {}
    events.emit('onResponse', { ...event, ms: clock.now() - begun, status, code, error: known })
    throw error
  }
}

/** The error of a request without a whole answer. */
function sendingError({ redact }: HttpContext, call: Call, error: unknown): Error {
  if (error instanceof UnwritableError) {
    return new ValidationError({
      request: call.request,
      what: 'it cannot be written as JSON',
      cause: safeCause(error.cause, redact),
      moneySpent: 'no',
      nextStep: 'Correct the request; nothing was sent.',
    })
  }
  // Of an error that nobody has foreseen it is not known when it came.
  const { phase, status, code, cause } = error instanceof SendError ? error : new SendError('sent', error)
  const what =
    phase === 'answering'
      ? `the answer (HTTP ${status}) broke off`
      : `no connection (${redact(code ?? 'no reason is known')})`
  return requestError(call, outcomeOf({ phase, code }), {
    reason: 'connection',
    what,
    cause: safeCause(cause, redact),
  })
}
