import { NetworkError, ValidationError } from '../errors/kinds.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { type Call, failure } from './call.ts'
import { judge } from './judge.ts'
import { withinLimits } from './limits.ts'
import type { Answer, Operation, Sent } from './openapi-fetch.ts'
import { innermost, safeCause } from './redact.ts'

type Lost = NetworkError['reason']

/** Node's and Bun's codes of a connection that never was: no byte of the request has left. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$|CERT|^UNABLE_TO_/

/**
 * Sends one request, once, and hands back what `read` finds in the answer's `data`; `undefined` means that it is not
 * there. Everything else becomes an error.
 */
export async function request<T, Of extends Operation>(
  { clock, engine, redact, ...settings }: Settings,
  call: Call<Of>,
  sent: Sent<Of>,
  options: CallOptions | undefined,
  read: (data: unknown) => T | undefined,
): Promise<T> {
  const signal = options?.signal
  const timeoutMs = milliseconds('timeoutMs', options?.timeoutMs, settings.timeoutMs)
  const lost = (reason: Lost, what: string, cause: unknown, refused = false): Error =>
    failure(call, { Kind: NetworkError, refused, reason, what, cause, nextStep: 'Try again.' })

  if (signal?.aborted) throw lost('aborted', 'aborted before it was sent', signal.reason, true)
  let send: (signal: AbortSignal) => Promise<Answer>
  try {
    send = engine(call.request, sent)
  } catch (error) {
    throw failure(call, {
      Kind: ValidationError,
      refused: true,
      what: 'it cannot be written as JSON',
      nextStep: 'Correct the request; nothing was sent.',
      cause: safeCause(error, redact),
    })
  }
  const answer = await withinLimits({ clock, signal, timeoutMs, interrupted: lost }, send)
  if (!('failure' in answer)) return judge(call, answer, redact, read)

  const { status } = answer
  const cause = safeCause(answer.failure, redact)
  const trouble = innermost(cause)
  if (status) throw lost('connection', `the answer (HTTP ${status}) broke off`, cause)
  throw lost('connection', `no connection (${trouble})`, cause, neverConnected.test(trouble))
}
