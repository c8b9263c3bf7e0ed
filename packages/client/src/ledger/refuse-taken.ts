import type { Submission } from './submission.ts'

/**
 * Throws if a change gives a submission a task that another submission to the same API has: one task is one clip.
 * `holders`: those that have the task.
 */
export function refuseTaken(before: Submission, after: Submission, holders: Iterable<Submission>): void {
  const { key, baseUrl, taskId } = after
  if (taskId === undefined || taskId === before.taskId) return
  for (const holder of holders) {
    if (holder.key === key || holder.baseUrl !== baseUrl) continue
    throw new Error(`the task '${taskId}' belongs to the submission '${holder.key}'`)
  }
}
