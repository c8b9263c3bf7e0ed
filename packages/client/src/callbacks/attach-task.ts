import type { Submission } from '../ledger/submission.ts'
import type { Task } from '../schema/task.ts'
import type { CallbacksContext } from './context.ts'
import { isTaskOf } from './is-task-of.ts'
import { Refusal } from './refusal.ts'

/**
 * Writes down which task a submission has made whose answer nobody has read, or not yet. Answers who has the task then;
 * nobody, if the submission has another one. `named` belongs to this API.
 */
export async function attachTask(
  { ledger, events }: CallbacksContext,
  named: Submission,
  task: Task,
): Promise<Submission | undefined> {
  const { taskId } = task
  const { key, model, attempt } = named
  const isItsTask = await isTaskOf(task, named)
  if (named.taskId === undefined && !isItsTask) {
    throw new Refusal(409, 'it carries the key of a submission that did not make its task')
  }
  // The answer may have been read in the meantime, or the key may have been begun anew.
  const holder = await ledger.find(taskId)
  if (holder) return holder
  const submission =
    named.taskId === undefined ? await ledger.update(key, { attempt, state: 'accepted', taskId }) : named
  // When the callback comes again, it is judged by what stands there now.
  if (submission.attempt !== attempt) throw new Refusal(503, 'its submission was changed at the same moment')
  if (submission.taskId === taskId) {
    events.emit('onStateChange', { key, taskId, model, state: submission.state })
    return submission
  }
  // Both are real and paid for: its end is told like that of a task that is in no ledger.
  if (isItsTask) events.log('error', 'A key has two tasks', { key, taskId, other: submission.taskId })
  return undefined
}
