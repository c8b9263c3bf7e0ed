import type { Settings } from '../options/settings.ts'
import { isPlainObject } from '../validation/values.ts'
import type { Call } from './call.ts'
import { failure } from './call.ts'
import { readEnvelope } from './envelope.ts'
import type { WholeAnswer } from './openapi-fetch.ts'
import { outcomeOf } from './outcome.ts'
import { readRetryAfter } from './retry-after.ts'

/** What a whole answer says: its data, or an error. The code in the body rules, else the HTTP status. */
export function judge<T>(
  call: Call,
  { status, text, headers }: WholeAnswer,
  { clock, redact }: Pick<Settings, 'clock' | 'redact'>,
  read: (data: unknown) => T | undefined,
): T {
  const error = (ending: string, what: string, code?: number): Error =>
    failure(call, {
      ...outcomeOf(`${ending} ${what}`),
      code,
      status,
      what,
      retryAfterMs: readRetryAfter(headers.get('retry-after'), clock.now()),
    })

  if (status < 200 || (status > 299 && status < 400)) {
    throw error(`status ${status}`, 'the API redirects; check baseUrl')
  }
  const envelope = readEnvelope(text, redact)
  if (typeof envelope === 'string') throw error(`status ${status}`, envelope)
  const { code, message, data } = envelope
  const isDone = code === 200
  // A refusal that names a task, or a success under another status: what contradicts itself is not certain.
  const isCertain = isDone ? status < 300 : !(call.submits && isPlainObject(data) && data.taskId)
  if (!isCertain) throw error('code 200', 'the answer contradicts itself', isDone ? undefined : code)
  if (!isDone) throw error(`code ${code}`, redact(message) || 'the API gives no reason', code)
  const found = read(data)
  if (found !== undefined) return found
  throw error('code 200', 'the answer says success, but lacks its data')
}
