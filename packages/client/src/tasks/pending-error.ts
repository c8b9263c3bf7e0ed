import { TaskPendingError, type TaskPendingErrorFacts } from '../errors/kinds.ts'

export const goesOn =
  'It goes on: do not create it again, take up the wait with tasks.wait(taskId), here or elsewhere.'

/** The error that says: the task goes on without us, and how to get back to it. */
export function pendingError(
  taskId: string,
  facts: Omit<TaskPendingErrorFacts, 'nextStep' | 'taskId'>,
): TaskPendingError {
  return new TaskPendingError({ ...facts, taskId, nextStep: goesOn })
}
