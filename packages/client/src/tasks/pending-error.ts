import { TaskPendingError, type TaskPendingErrorFacts } from '../errors/kinds.ts'

/** What to do after a wait that can be taken up again. */
export const goesOn =
  'It goes on: do not create it again, take up the wait with tasks.wait(taskId), here or elsewhere.'

const goesOnElsewhere =
  'It goes on: do not create it again, take up the wait with tasks.wait(taskId) where more may be sent, such as in the ' +
  'invocation of a queue or an alarm, or let a callback tell.'

/** The error that says: the task goes on without us, and how to get back to it. */
export function pendingError(
  taskId: string,
  facts: Omit<TaskPendingErrorFacts, 'nextStep' | 'taskId'>,
): TaskPendingError {
  const nextStep = facts.reason === 'platform' ? goesOnElsewhere : goesOn
  return new TaskPendingError({ ...facts, taskId, nextStep })
}
