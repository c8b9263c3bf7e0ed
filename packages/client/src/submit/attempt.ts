import type { CreatedTask } from '@apikley/types/api'
import type { ApikleyError } from '../errors/apikley-error.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { CallOptions } from '../http/call-options.ts'
import { outcomeError } from '../http/call.ts'
import type { Outcome } from '../http/outcome.ts'
import { request } from '../http/request.ts'
import { isForeign } from '../ledger/is-foreign.ts'
import type { Submission } from '../ledger/submission.ts'
import { defined } from '../schema/defined.ts'
import { isPlainObject } from '../schema/values.ts'
import { addKeyToUrl } from './add-key-to-url.ts'
import type { SubmitContext } from './context.ts'
import type { SubmittedTask } from './create-options.ts'
import { createTaskLine } from './create-task-line.ts'
import { ledgerError } from './ledger-error.ts'
import type { PreparedRequest } from './prepared-request.ts'
import { unknownSubmitError } from './unknown-submit-error.ts'

/** The API has turned a submission away for now: it made no task, and the same request may be sent again. */
interface Retryable {
  readonly refusal: ApikleyError
}

/**
 * Sends a submission that stands in the ledger, once, and writes down what became of it before anybody hears of it.
 * Throws every error but that of a refusal for load.
 */
export async function attempt(
  context: SubmitContext,
  submission: Submission,
  prepared: PreparedRequest,
  options: CallOptions,
): Promise<SubmittedTask | Retryable> {
  const { clock, events, ledger, redact } = context
  const { key, model } = submission
  const emit = (state: Submission['state'], taskId?: string): void =>
    events.emit('onStateChange', { key, model, taskId, state })
  let outcome: Outcome | undefined
  let created: CreatedTask
  emit('sending')
  try {
    // Whoever looks at it now takes it for unknown, and a person may already have set its key free.
    if (clock.now() >= submission.leaseUntil) {
      throw ledgerError(context, new Error('It took too long'), createTaskLine)
    }
    created = await send(context, submission, prepared, options, (found) => (outcome = found))
  } catch (error) {
    // What is not known for a refusal, even a fault of our own, may have made a task.
    const state = isApikleyError(error) && error.moneySpent === 'no' ? 'rejected' : 'unknown'
    let held: Submission | undefined
    try {
      held = await ledger.update(key, { attempt: submission.attempt, state, reason: redact(error) })
    } catch (cause) {
      // The error at hand matters more. The key stays taken: that is safe, and all that can be done here.
      events.log('error', 'The ledger failed after a submission', { key, state, error: cause })
    }
    // The callback was faster than the answer that did not come.
    if (held?.taskId !== undefined && !isForeign(context, held)) return { taskId: held.taskId, key }
    emit(state)
    if (held && outcome?.retryable && isApikleyError(error)) return { refusal: error }
    throw error
  }
  const { taskId } = created
  try {
    let held = await ledger.update(key, { attempt: submission.attempt, state: 'accepted', taskId })
    // Another attempt stands there by now: there is a task, so that one is not sent again.
    if (held.attempt !== submission.attempt && !isForeign(context, held)) {
      held = await ledger.update(key, { state: 'accepted', taskId })
    }
    if (held.taskId !== taskId) {
      events.log('error', 'A key has two tasks', { key, taskId, other: held.taskId })
    }
  } catch (cause) {
    throw ledgerError(context, cause, createTaskLine, taskId)
  }
  emit('accepted', taskId)
  return { ...created, key }
}

function send(
  context: SubmitContext,
  submission: Submission,
  { input, fields, callBackUrl = context.callbackAddress.url }: PreparedRequest,
  options: CallOptions,
  failed: (outcome: Outcome) => void,
): Promise<CreatedTask> {
  const { key, model, callback } = submission
  const url = callback && callBackUrl !== undefined ? addKeyToUrl(callBackUrl, key) : callBackUrl
  return request(
    context,
    {
      request: createTaskLine,
      key,
      ownConnection: true,
      namesTask: (data) => isPlainObject(data) && Boolean(data.taskId),
      toError: (outcome, facts) => {
        failed(outcome)
        return outcome.refused
          ? outcomeError(outcome, { ...facts, moneySpent: 'no' })
          : unknownSubmitError(submission, facts)
      },
    },
    { body: defined({ ...fields, model, input, callBackUrl: url }) },
    options,
    readCreated,
  )
}

function readCreated(data: unknown): CreatedTask | undefined {
  if (!isPlainObject(data)) return undefined
  const { taskId, recordId } = data
  if (typeof taskId !== 'string' || !taskId.trim()) return undefined
  return defined({ taskId, recordId: typeof recordId === 'string' ? recordId : undefined })
}
