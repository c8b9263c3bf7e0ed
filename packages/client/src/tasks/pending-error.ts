import { TaskPendingError, type TaskPendingErrorFacts } from '../errors/kinds.ts'

/** The error that says: the task goes on without us, and how to get back to it. */
export function pendingError(
  taskId: string,
  facts: Omit<TaskPendingErrorFacts, 'nextStep' | 'taskId'>,
): TaskPendingError {
  const nextStep =
    'It goes on: do not create it again, take up the wait with tasks.wait(taskId), here or elsewhere.'
  return new TaskPendingError({ ...facts, taskId, nextStep })
}
