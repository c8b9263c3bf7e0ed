import type { Submission, SubmissionChange, SubmissionState } from './submission.ts'

/** A submission only moves on: what several processes learn of one task arrives in any order. */
const rank: Record<SubmissionState, number> = {
  sending: 0,
  rejected: 1,
  unknown: 1,
  accepted: 2,
  succeeded: 3,
  failed: 3,
}

/**
 * The submission after a change. A change to an earlier state is dropped whole, and so is one that is meant for another
 * attempt: the first may be refused after the second was begun, and that refusal must not set the second free. Of a
 * later task id only the id is dropped: the first one stays. An `unknown` submission can become `rejected` (a person
 * has decided so), never the other way round.
 */
export function applyChange(submission: Submission, change: SubmissionChange): Submission {
  const { state = submission.state, attempt = submission.attempt } = change
  const isOver =
    attempt !== submission.attempt ||
    rank[state] < rank[submission.state] ||
    (submission.state === 'rejected' && state === 'unknown')
  if (isOver) return submission
  const { taskId = change.taskId } = submission
  return { ...submission, ...change, ...(taskId !== undefined && { taskId }) }
}
