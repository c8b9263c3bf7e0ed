import { isForeign } from '../ledger/is-foreign.ts'
import type { SubmissionChange } from '../ledger/submission.ts'
import type { Task } from '../schema/task.ts'
import type { TasksContext } from './context.ts'

/**
 * Writes down how a task has ended, before anybody is told; nothing for a task that goes on, or of which the ledger knows
 * no submission to this API. Never throws: the result at hand matters more than a ledger that fails.
 */
export async function recordResult(
  context: TasksContext,
  { taskId, state, urls, failure, creditsConsumed: credits }: Task,
): Promise<void> {
  if (!failure && state !== 'success') return
  const { events, ledger } = context
  try {
    const held = await ledger.find(taskId)
    if (!held || isForeign(context, held) || held.state === 'succeeded' || held.state === 'failed') return
    const change: SubmissionChange = failure
      ? // A failed task is not charged, as far as was ever seen; some answers lack the field.
        { state: 'failed', reason: failure.message || failure.code, credits: credits ?? 0 }
      : // What was reserved for it stands, unless the API says something that can be so.
        { state: 'succeeded', urls, ...(credits !== undefined && credits >= 0 && { credits }) }
    const { key, attempt, model } = held
    // Of this attempt: a person may decide meanwhile that the task is not that of the key.
    const after = await ledger.update(key, { attempt, ...change })
    if (after.attempt === attempt) events.emit('onStateChange', { key, taskId, model, state: after.state })
  } catch (error) {
    events.log('error', 'The ledger could not take down a result', { taskId, error })
  }
}
