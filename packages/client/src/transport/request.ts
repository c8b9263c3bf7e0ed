import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { NetworkError } from '../errors/kinds.ts'
import { milliseconds } from '../options/milliseconds.ts'
import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { type Call, failure } from './call.ts'
import { judge } from './judge.ts'
import { withinLimits } from './limits.ts'
import type { Answer, Operation, Sent } from './openapi-fetch.ts'
import { outcomeOf } from './outcome.ts'
import { innermost, safeCause } from './redact.ts'

type Lost = NetworkError['reason']

/**
 * Sends one request, once, and hands back what `read` finds in the answer's `data`; `undefined` means that it is not
 * there. Everything else becomes an error.
 */
export async function request<T, Of extends Operation>(
  settings: Settings,
  call: Call<Of>,
  sent: Sent<Of>,
  options: CallOptions | undefined,
  read: (data: unknown) => T | undefined,
): Promise<T> {
  const { clock, events, redact } = settings
  const signal = options?.signal
  const timeoutMs = milliseconds('timeoutMs', options?.timeoutMs, settings.timeoutMs)
  const lost = (reason: Lost, what: string, cause: unknown, ending = 'stopped'): Error =>
    failure(call, { ...outcomeOf(ending), reason, what, cause })

  // Before anything is looked at that can have changed by then.
  if (events.loading) await events.loading
  if (settings.scheduler.closed) throw settings.scheduler.closed
  if (signal?.aborted) throw lost('aborted', 'aborted before it was sent', signal.reason, 'unsent')
  let send: (signal: AbortSignal) => Promise<Answer>
  try {
    send = settings.engine(call.request, sent)
  } catch (error) {
    throw failure(call, {
      ...outcomeOf('unsent invalid'),
      what: 'it cannot be written as JSON',
      cause: safeCause(error, redact),
    })
  }
  const event = { request: call.request, taskId: call.taskId, key: call.submits?.key }
  events.tell('onRequest', event)
  const begun = clock.now()
  try {
    const answer = await withinLimits({ clock, signal, timeoutMs, interrupted: lost }, send)
    const { status } = answer
    if ('failure' in answer) {
      const cause = safeCause(answer.failure, redact)
      const trouble = innermost(cause)
      if (status) throw lost('connection', `the answer (HTTP ${status}) broke off`, cause, 'broken')
      throw lost('connection', `no connection (${trouble})`, cause, `failed ${trouble}`)
    }
    const found = judge(call, answer, settings, read)
    events.tell('onResponse', { ...event, ms: clock.now() - begun, status, code: 200 })
    return found
  } catch (error) {
    const known = isApikleyError(error) ? error : undefined
    const { status, code } = known ?? {}
    events.tell('onResponse', { ...event, ms: clock.now() - begun, status, code, error: known })
    throw error
  }
}
