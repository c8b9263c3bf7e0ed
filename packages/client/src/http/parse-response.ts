import type { Clock } from '../clock/clock.ts'
import type { Redact } from '../errors/redact.ts'
import { type Call, requestError } from './call.ts'
import { readEnvelope } from './envelope.ts'
import { outcomeOf } from './outcome.ts'
import type { RequestFailure } from './request-failure.ts'
import { readRetryAfter } from './retry-after.ts'
import type { WholeAnswer } from './send/send.ts'

/** What a whole answer says: its data, or an error. The code in the body counts, else the HTTP status. */
export function parseResponse<T>(
  call: Call,
  { status, text, headers }: WholeAnswer,
  { clock, redact }: { readonly clock: Clock; readonly redact: Redact },
  read: (data: unknown) => T | undefined,
): T {
  const error = (failure: RequestFailure, what: string, code?: number): Error =>
    requestError(call, outcomeOf(failure), {
      code,
      status,
      what,
      retryAfterMs: readRetryAfter(headers.get('retry-after'), clock.now()),
    })

  // 0 is what a browser shows of a redirect.
  if (status < 200 || (status > 299 && status < 400)) {
    throw error({ phase: 'redirect' }, 'the API redirects; check baseUrl')
  }
  const envelope = readEnvelope(text, redact)
  if (typeof envelope === 'string') throw error({ phase: 'http', code: status }, envelope)
  const { code, message, data } = envelope
  const isDone = code === 200
  // A refusal that names a task, or a success under another status: what contradicts itself is not certain.
  const isCertain = isDone ? status < 300 : !call.namesTask?.(data)
  if (!isCertain) {
    throw error({ phase: 'contradiction' }, 'the answer contradicts itself', isDone ? undefined : code)
  }
  if (!isDone)
    throw error({ phase: 'envelope', code, message }, redact(message) || 'the API gives no reason', code)
  const found = read(data)
  if (found !== undefined) return found
  throw error({ phase: 'contradiction' }, 'the answer says success, but lacks its data')
}
