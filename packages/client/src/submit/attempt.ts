import type { CreatedTask } from '@apikley/types/api'
import { isApikleyError } from '../errors/is-apikley-error.ts'
import type { Submission } from '../ledger/submission.ts'
import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import { isForLoad, type Refusal } from '../transport/call.ts'
import { request } from '../transport/request.ts'
import { defined } from '../validation/defined.ts'
import { isPlainObject } from '../validation/values.ts'
import { carryKey } from './carry-key.ts'
import type { SubmittedTask } from './create-options.ts'
import { createTaskLine } from './create-task-line.ts'
import { ledgerError } from './ledger-error.ts'
import type { Wanted } from './wanted.ts'

/**
 * Sends a submission that stands in the ledger, once, and writes down what became of it before anybody hears of it.
 * Answers the task, or the error of a refusal for load; throws every other error.
 */
export async function attempt(
  settings: Settings,
  submission: Submission,
  { input, callBackUrl = settings.callbacks.url }: Wanted,
  options: CallOptions,
): Promise<SubmittedTask | Refusal> {
  const { clock, events, ledger } = settings
  const { key, model, callback } = submission
  const tell = (state: Submission['state'], taskId?: string): void =>
    events.tell('onStateChange', { key, model, taskId, state })

  let created: CreatedTask
  tell('sending')
  try {
    // Whoever looks at it now takes it for unknown, and a person may already have set its key free.
    if (clock.now() >= submission.leaseUntil) {
      throw ledgerError(settings, new Error('It took too long'), createTaskLine)
    }
    const url = callback && callBackUrl !== undefined ? carryKey(callBackUrl, key) : callBackUrl
    const body = defined({ model, input, callBackUrl: url })
    created = await request(
      settings,
      { request: createTaskLine, submits: submission },
      { body },
      options,
      readCreated,
    )
  } catch (error) {
    // What is not known for a refusal, even a fault of our own, may have made a task.
    const state = isApikleyError(error) && error.moneySpent === 'no' ? 'rejected' : 'unknown'
    let held: Submission | undefined
    try {
      held = await ledger.update(key, { attempt: submission.attempt, state, reason: settings.redact(error) })
    } catch (cause) {
      // The error at hand matters more. The key stays taken: that is safe, and all that can be done here.
      events.log('error', 'The ledger failed after a submission', { key, state, error: cause })
    }
    // The callback was faster than the answer that did not come.
    if (held?.taskId !== undefined) return { taskId: held.taskId, key }
    tell(state)
    if (held && isForLoad(error)) return error
    throw error
  }
  const { taskId } = created
  try {
    // Whichever attempt stands there by now: there is a task, so no other one is sent again.
    const held = await ledger.update(key, { state: 'accepted', taskId })
    if (held.taskId !== taskId) {
      events.log('error', 'A key has two tasks', { key, taskId, other: held.taskId })
    }
  } catch (cause) {
    throw ledgerError(settings, cause, createTaskLine, taskId)
  }
  tell('accepted', taskId)
  return { ...created, key }
}

function readCreated(data: unknown): CreatedTask | undefined {
  if (!isPlainObject(data)) return undefined
  const { taskId, recordId } = data
  if (typeof taskId !== 'string' || !taskId.trim()) return undefined
  return defined({ taskId, recordId: typeof recordId === 'string' ? recordId : undefined })
}
