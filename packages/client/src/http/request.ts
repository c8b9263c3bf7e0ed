import { isApikleyError } from '../errors/is-apikley-error.ts'
import { ValidationError } from '../errors/kinds.ts'
import { safeCause } from '../errors/redact.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { RequestOptions } from './call-options.ts'
import { type Call, requestError } from './call.ts'
import type { HttpContext } from './context.ts'
import type { Answer } from './envelope.ts'
import { type Operation, type Sent, UnwritableError } from './openapi-fetch.ts'
import { outcomeOf } from './outcome.ts'
import { parseResponse } from './parse-response.ts'
import { SendError } from './send/send-error.ts'
import { sendWithin } from './send/send-within.ts'

/** Sends one request, once, and hands back what `read` finds in the answer; everything else becomes an error. */
export async function request<T, Of extends Operation>(
  context: HttpContext,
  call: Call<Of>,
  sent: Sent<Of>,
  options: RequestOptions | undefined,
  read: (data: unknown, answer: Answer) => T | undefined,
): Promise<T> {
  const { api, clock, events, maxAnswerBytes: maxBytes, mockHints, send } = context
  const { ownConnection } = call
  const signal = options?.signal
  const timeoutMs = milliseconds('timeoutMs', options?.timeoutMs, context.timeoutMs)

  const closed = context.closed()
  if (closed) throw closed
  if (signal?.aborted) {
    const facts = {
      reason: 'aborted',
      what: 'the caller aborted it before it was sent',
      cause: signal.reason,
    } as const
    throw requestError(call, outcomeOf({ phase: 'unsent' }), facts)
  }
  const event = { request: call.request, taskId: call.taskId, key: call.key }
  events.emit('onRequest', event)
  const begun = clock.now()
  mockHints?.forget(call.taskId)
  try {
    const answer = await api(call.request, sent, (written) =>
      sendWithin(send, written, { clock, signal, timeoutMs, maxBytes, ownConnection }),
    ).catch((error: unknown) => {
      throw sendingError(context, call, error, timeoutMs)
    })
    mockHints?.read(answer.headers)
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
function sendingError(
  { maxAnswerBytes, redact }: HttpContext,
  call: Call,
  error: unknown,
  timeoutMs: number,
): Error {
  // There is no key to send it with.
  if (isApikleyError(error)) return error
  if (error instanceof UnwritableError || (error instanceof SendError && error.reason === 'invalid')) {
    const { request: line, taskId, moneySpent = 'no' } = call
    return new ValidationError({
      request: line,
      taskId,
      what: 'it cannot be written',
      cause: safeCause(error.cause, redact),
      moneySpent,
      nextStep: 'Correct the request; nothing was sent.',
    })
  }
  // Of an error that nobody has foreseen it is not known when it came.
  const failed =
    error instanceof SendError ? error : new SendError({ phase: 'sent', reason: 'connection', cause: error })
  const { phase, reason, code, cause } = failed
  return requestError(call, outcomeOf({ phase, code }), {
    reason: reason === 'aborted' || reason === 'timeout' || reason === 'platform' ? reason : 'connection',
    what: redact(describeFailure(failed, timeoutMs, maxAnswerBytes)),
    // An abort's reason is the caller's own.
    cause: reason === 'aborted' ? cause : safeCause(cause, redact),
  })
}

function describeFailure(
  { phase, reason, status, code = 'no reason is known' }: SendError,
  timeoutMs: number,
  maxBytes: number,
): string {
  if (reason === 'aborted') return 'the caller aborted it'
  if (reason === 'platform') return 'the platform that the program runs on refuses to send it'
  if (reason === 'timeout') return `no answer within ${timeoutMs} ms`
  if (reason === 'too-large') return `the answer (HTTP ${status}) has more than ${maxBytes} bytes`
  if (phase === 'answering') return `the answer (HTTP ${status}) broke off (${code})`
  return phase === 'sent' ? `no answer (${code})` : `no connection (${code})`
}
