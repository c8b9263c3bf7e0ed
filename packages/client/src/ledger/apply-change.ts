import type { Submission, SubmissionChange, SubmissionState } from './submission.ts'

/** A submission only moves on: what several processes learn of one task arrives in any order. */
const rank: Record<SubmissionState, number> = {
  sending: 0,
  rejected: 1,
  unknown: 1,
  accepted: 2,
  succeeded: 3,
  failed: 3,
  forgotten: 4,
}

/**
 * The submission after a change. A change to an earlier state is dropped whole, and so is one that is meant for another
 * attempt: the first may be refused after the second was begun, and that refusal must not set the second free. Of a
 * later task id only the id is dropped: the first one stays. An `unknown` submission can become `rejected` (a person
 * has decided so), never the other way round.
 *
 * What needs nothing more (`rejected`, `failed`, or saved) cannot become `forgotten`. A `forgotten` one stays so, with its
 * reason: its key is never free, and its credits count until a later answer says what was charged. What is learned of it
 * later is kept.
 */
export function applyChange(submission: Submission, change: SubmissionChange): Submission {
  const { state = submission.state, attempt = submission.attempt } = change
  const wasForgotten = submission.state === 'forgotten'
  const isOver =
    attempt !== submission.attempt ||
    (!wasForgotten && rank[state] < rank[submission.state]) ||
    (submission.state === 'rejected' && state === 'unknown') ||
    (state === 'forgotten' && !wasForgotten && isFinished(submission)) ||
    (wasForgotten && state === 'rejected')
  if (isOver) return submission
  const { taskId = change.taskId, reason } = submission
  return {
    ...submission,
    ...change,
    ...(taskId !== undefined && { taskId }),
    ...(wasForgotten && { state: 'forgotten', ...(reason !== undefined && { reason }) }),
  }
}

/** Whether there is something left to do: a state to be learned, or a result to be saved where `saveTo` says. */
export function isOpen({ state, saveTo, files }: Submission): boolean {
  return state === 'succeeded'
    ? saveTo !== undefined && files === undefined
    : state === 'sending' || state === 'unknown' || state === 'accepted'
}

/** Whether its result could still be saved, although nobody has said where. */
export function isUnsaved({ state, saveTo, files }: Submission): boolean {
  return state === 'succeeded' && saveTo === undefined && files === undefined
}

function isFinished({ state, files }: Submission): boolean {
  return state === 'rejected' || state === 'failed' || files !== undefined
}
