import { NetworkError, ValidationError } from '../errors/kinds.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { type Call, failure } from './call.ts'
import { judge } from './judge.ts'
import { withinLimits } from './limits.ts'
import type { Answer, Engine } from './openapi-fetch.ts'
import { innermost, safeCause } from './redact.ts'

/** Node's and Bun's codes of a connection that never was: no byte of the request has left. */
const neverConnected =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$|CERT|^UNABLE_TO_/

/**
 * Sends one request, once, and hands back what `read` finds in the answer's `data`; `undefined` means that it is not
 * there. Everything else becomes an error.
 */
export async function request<T>(
  { clock, engine, redact, ...settings }: Settings,
  call: Call,
  options: CallOptions | undefined,
  send: (engine: Engine, signal: AbortSignal) => Promise<Answer>,
  read: (data: unknown) => T | undefined,
): Promise<T> {
  const signal = options?.signal
  const timeoutMs = milliseconds('timeoutMs', options?.timeoutMs, settings.timeoutMs)
  const network = { Kind: NetworkError, refused: false, nextStep: 'Try again.' }
  if (signal?.aborted) {
    const what = 'aborted before it was sent'
    throw failure(call, { ...network, refused: true, reason: 'aborted', what, cause: signal.reason })
  }
  const interrupted = (reason: 'aborted' | 'timeout', what: string, cause: unknown): Error =>
    failure(call, { ...network, reason, what, cause })
  const notSent = (error: unknown): never => {
    const outcome = {
      Kind: ValidationError,
      refused: true,
      nextStep: 'Correct what was given; nothing was sent.',
    }
    throw failure(call, { ...outcome, what: 'it cannot be written as JSON', cause: safeCause(error, redact) })
  }
  const answer = await withinLimits({ clock, signal, timeoutMs, interrupted }, (stop) =>
    send(engine, stop).catch(notSent),
  )
  const { status } = answer
  if (!('failure' in answer)) return judge(call, answer, redact, read)

  const cause = safeCause(answer.failure, redact)
  const trouble = innermost(cause)
  throw failure(call, {
    ...network,
    refused: !status && neverConnected.test(trouble),
    reason: 'connection',
    what: status ? `the answer (HTTP ${status}) broke off` : `no connection (${trouble})`,
    cause,
  })
}
