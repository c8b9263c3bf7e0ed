import type { Call } from './call.ts'
import { failure } from './call.ts'
import { readEnvelope } from './envelope.ts'
import { outcomeOf } from './outcome.ts'
import type { Redact } from './redact.ts'

/** What a whole answer says: its data, or an error. The code in the body rules, else the HTTP status. */
export function judge<T>(
  call: Call,
  { status, text }: { readonly status: number; readonly text: string },
  redact: Redact,
  read: (data: unknown) => T | undefined,
): T {
  const error = (meaning: number, what: string, code?: number): Error =>
    failure(call, { ...outcomeOf(meaning, what), code, status, what })

  // 0 is what a browser shows of a redirect.
  if (status < 200 || (status > 299 && status < 400)) throw error(500, 'the API redirects; check baseUrl')
  const envelope = readEnvelope(text, redact)
  const isOk = status < 300
  // A gateway's own 5xx tells nothing of what the API behind it did.
  if (typeof envelope === 'string') throw error(isOk || status > 499 ? 500 : status, envelope)
  const code = envelope.code === 200 && !isOk ? status : envelope.code
  if (code !== 200) throw error(code, envelope.message || 'the API gives no reason', code)
  const data = read(envelope.data)
  if (data !== undefined) return data
  throw error(500, 'the answer says success, but lacks its data')
}
