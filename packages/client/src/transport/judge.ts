import type { Call } from './call.ts'
import { failure } from './call.ts'
import { readEnvelope } from './envelope.ts'
import type { Answer } from './openapi-fetch.ts'
import { outcomeOf } from './outcome.ts'
import type { Redact } from './redact.ts'

/** What a whole answer says: its data, or an error. The code in the body rules, else the HTTP status. */
export function judge<T>(
  call: Call,
  { status, text }: Answer,
  redact: Redact,
  read: (data: unknown) => T | undefined,
): T {
  // 0 is what a browser shows of a redirect.
  if (status < 200 || (status > 299 && status < 400)) {
    throw failure(call, { ...outcomeOf(500), status, what: 'the API redirects; check baseUrl' })
  }
  const envelope = readEnvelope(text, redact)
  const isOk = status < 300
  if (typeof envelope === 'string') {
    // A gateway's own 5xx tells nothing of what the API behind it did.
    throw failure(call, { ...outcomeOf(isOk || status > 499 ? 500 : status), status, what: envelope })
  }
  const code = envelope.code === 200 && !isOk ? status : envelope.code
  if (code !== 200) {
    const what = envelope.message || 'the API gives no reason'
    throw failure(call, { ...outcomeOf(code, what), code, status, what })
  }
  const data = read(envelope.data)
  if (data !== undefined) return data
  throw failure(call, { ...outcomeOf(500), status, what: 'the answer says success, but lacks its data' })
}
