import type { CreatedTask } from '@apikley/types/api'
import { wallTime } from '../clock/system-clock.ts'
import type { ApikleyError } from '../errors/apikley-error.ts'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { CallOptions } from '../http/call-options.ts'
import { outcomeError } from '../http/call.ts'
import type { Outcome } from '../http/outcome.ts'
import { request } from '../http/request.ts'
import { isForeign } from '../ledger/is-foreign.ts'
import type { Submission } from '../ledger/submission.ts'
import { defined } from '../schema/defined.ts'
import { show } from '../schema/values.ts'
import { addKeyToUrl } from './add-key-to-url.ts'
import type { SubmitContext } from './context.ts'
import type { SubmittedTask } from './create-options.ts'
import { createTaskLine } from './create-task-line.ts'
import { ledgerError } from './ledger-error.ts'
import type { PreparedRequest } from './prepared-request.ts'
import { mentionedTask, readCreated } from './read-created.ts'
import { unknownSubmitError } from './unknown-submit-error.ts'

/** The API has turned a submission away for now: it made no task, and the same request may be sent again. */
interface Retryable {
  readonly refusal: ApikleyError
}

/**
 * Sends a submission that stands in the ledger, once, and writes down what became of it before anybody hears of it.
 * `renewTurn`: waits for another turn if that of this submission is over.
 * Throws every error but that of a refusal for load.
 */
export async function attempt(
  context: SubmitContext,
  submission: Submission,
  prepared: PreparedRequest,
  options: CallOptions,
  renewTurn: () => Promise<void>,
): Promise<SubmittedTask | Retryable> {
  const { clock, events, ledger, redact } = context
  const { key, model } = submission
  const emit = (state: Submission['state'], taskId?: string): void =>
    events.emit('onStateChange', { key, model, taskId, state })
  let outcome: Outcome | undefined
  const failed = async (error: unknown): Promise<SubmittedTask | Retryable> => {
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
  let created: CreatedTask
  emit('sending')
  try {
    await renewTurn()
    // Whoever looks at it now takes it for unknown, and a person may already have set its key free.
    if (wallTime(clock) >= submission.leaseUntil) {
      throw ledgerError(context, new Error('It took too long'), createTaskLine)
    }
    created = await send(context, submission, prepared, options, (found) => (outcome = found))
  } catch (error) {
    return failed(error)
  }
  const { taskId } = created
  try {
    const accepted = { state: 'accepted', taskId } as const
    // Only a callback can have told of another one.
    const told = submission.callback ? (await ledger.get(key))?.taskId : undefined
    let held = await ledger.update(key, { ...accepted, attempt: submission.attempt, answered: true })
    // Another attempt stands there by now: there is a task, so that one is not sent again.
    if (held.attempt !== submission.attempt && !isForeign(context, held)) {
      held = await ledger.update(key, accepted)
    }
    const other = held.taskId === taskId ? (told ?? taskId) : held.taskId
    if (other !== taskId) events.log('error', 'A key has two tasks', { key, taskId, other })
  } catch (cause) {
    // It gives no task to a second key. A task of another API only has the same name.
    const holder = await ledger.find(taskId).catch(() => undefined)
    if (holder && holder.key !== key && !isForeign(context, holder)) {
      return failed(takenError(context, submission, taskId, holder.key))
    }
    throw ledgerError(context, cause, createTaskLine, taskId)
  }
  emit('accepted', taskId)
  return { ...created, key }
}

function takenError({ redact }: SubmitContext, submission: Submission, taskId: string, other: string): Error {
  const what = `the API answered the task ${redact(taskId)}, which belongs to another key, ${show(other)}`
  return unknownSubmitError(submission, { request: createTaskLine, what })
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
      countsAlways: true,
      mentionedTask: (answer) => mentionedTask(answer, input),
      toError: (outcome, facts) => {
        failed(outcome)
        return outcome.refused
          ? outcomeError(outcome, { ...facts, moneySpent: 'no' })
          : unknownSubmitError(submission, facts)
      },
    },
    { body: defined({ ...fields, model, input, callBackUrl: url }) },
    options,
    (_, answer) => readCreated(answer, input),
  )
}
