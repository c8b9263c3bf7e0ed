import type { ErrorFacts } from '../errors/error-facts.ts'
import { TaskPendingError } from '../errors/kinds.ts'

/** The error that says: the task goes on without us, and how to get back to it. */
export function pendingError(taskId: string, facts: Omit<ErrorFacts, 'nextStep'>): TaskPendingError {
  const nextStep =
    'It goes on: do not create it again, take up the wait with tasks.wait(taskId), here or elsewhere.'
  return new TaskPendingError({ ...facts, taskId, nextStep })
}
