import type { Clock } from '../clock/clock.ts'
import { wallTime } from '../clock/system-clock.ts'
import type { Redact } from '../errors/redact.ts'
import { type Call, type FailureFacts, requestError } from './call.ts'
import { type Answer, describeOther, quote, readAnswer } from './envelope.ts'
import { outcomeOf } from './outcome.ts'
import type { RequestFailure } from './request-failure.ts'
import { readRetryAfter } from './retry-after.ts'
import type { WholeAnswer } from './send/send.ts'

/**
 * What a whole answer says: what `read` finds in it, or an error. The code in the body counts, else the HTTP status;
 * neither, where the call says that what is found counts whatever they are.
 */
export function parseResponse<T>(
  call: Call,
  { status, text, headers }: WholeAnswer,
  { clock, redact }: { readonly clock: Clock; readonly redact: Redact },
  read: (data: unknown, answer: Answer) => T | undefined,
): T {
  const answer = readAnswer(status, text)
  const { code, data, message } = answer
  const error = (failure: RequestFailure, what: string, own?: Pick<FailureFacts, 'code' | 'taskId'>): Error =>
    requestError(call, outcomeOf(failure), {
      ...own,
      status,
      what,
      retryAfterMs: readRetryAfter(headers, wallTime(clock)),
    })

  const isDone = code === 200 && status >= 200 && status < 300
  const found = isDone || call.countsAlways ? read(data, answer) : undefined
  if (found !== undefined) return found
  const mentioned = call.mentionedTask?.(answer)
  if (mentioned !== undefined) {
    const taskId = redact(mentioned)
    const what = `the answer is not clear, and names the task ${taskId}: ${quote(text, redact)}`
    throw error({ phase: 'contradiction' }, what, { taskId, code: code === 200 ? undefined : code })
  }
  // 0 is what a browser shows of a redirect.
  if (status < 200 || (status > 299 && status < 400)) {
    throw error({ phase: 'redirect' }, 'the API redirects; check baseUrl')
  }
  if (code === undefined) throw error({ phase: 'http', code: status }, describeOther(answer, redact))
  if (code !== 200) {
    const what = redact(message) || `the API gives no reason: ${quote(text, redact)}`
    throw error({ phase: 'envelope', code, message }, what, { code })
  }
  const fault = isDone ? 'says success, but lacks its data' : 'contradicts itself'
  throw error({ phase: 'contradiction' }, `the answer ${fault}: ${quote(text, redact)}`)
}
