import type { ListFilter } from './ledger.ts'
import type { Decision, Submission, SubmissionChange, SubmissionState } from './submission.ts'

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
 * The task that the API has answered to the attempt itself (`answered`) takes the place of one that a callback has told
 * of, unless its result is saved, or a person has closed the submission.
 *
 * What needs nothing more (`rejected`, `failed`, or saved) cannot become `forgotten`. A `forgotten` one stays so, with its
 * reason: its key is never free, and its credits count until a later answer says what was charged. What is learned of it
 * later is kept.
 *
 * A person's decision can set back what is not finished, and take its task away or replace it: as long as the submission
 * has the attempt and the task that the person has seen. What comes later for that attempt is dropped.
 */
export function applyChange(
  submission: Submission,
  { decision, answered, ...change }: SubmissionChange,
): Submission {
  if (decision) return decide(submission, change, decision)
  if (answered && isReplaced(submission, change)) {
    const { taskId: _, urls: _urls, reason: _reason, ...others } = submission
    return { ...others, ...change }
  }
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

/** Whether what was written of a task that somebody else has told of gives way to the one that the API has answered. */
function isReplaced(submission: Submission, change: SubmissionChange): boolean {
  const { attempt, taskId, state, files } = submission
  return (
    change.attempt === attempt &&
    taskId !== undefined &&
    taskId !== change.taskId &&
    state !== 'forgotten' &&
    files === undefined
  )
}

function decide(
  submission: Submission,
  change: Omit<SubmissionChange, 'decision'>,
  decision: Decision,
): Submission {
  const { attempt = submission.attempt, state } = change
  const { taskId, ...others } = submission
  const applies =
    attempt === submission.attempt &&
    decision.taskId === taskId &&
    (state === 'forgotten' ? isForgettable(submission) : isUndecided(submission))
  return applies ? { ...others, ...change, attempt: decision.attempt } : submission
}

/** Whether a person can decide what became of it: nobody knows the end. */
export function isUndecided({ state }: Submission): boolean {
  return state === 'sending' || state === 'unknown' || state === 'accepted'
}

/** Whether there is something left that can be given up. */
export function isForgettable(submission: Submission): boolean {
  return submission.state !== 'forgotten' && !isFinished(submission)
}

/** Whether there is something left to do: a state to be learned, or a result to be saved where `saveTo` says. */
export function isOpen(submission: Submission): boolean {
  const { state, saveTo, files } = submission
  return state === 'succeeded' ? saveTo !== undefined && files === undefined : isUndecided(submission)
}

/** Whether its result could still be saved, although nobody has said where. */
export function isUnsaved({ state, saveTo, files }: Submission): boolean {
  return state === 'succeeded' && saveTo === undefined && files === undefined
}

/** Under which filter of `list` it is to be found; undefined: under none. */
export function filterOf(submission: Submission): ListFilter | undefined {
  return isOpen(submission) ? 'open' : isUnsaved(submission) ? 'unsaved' : undefined
}

function isFinished({ state, files }: Submission): boolean {
  return state === 'rejected' || state === 'failed' || files !== undefined
}
