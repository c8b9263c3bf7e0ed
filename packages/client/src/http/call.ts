import type { ApikleyError } from '../errors/apikley-error.ts'
import type { ErrorFacts, MoneySpent, NoAnswer, RequestLine } from '../errors/error-facts.ts'
import { AbortedError } from '../errors/kinds.ts'
import type { Outcome } from './outcome.ts'

/** What is known of a failed request besides its outcome. */
export interface FailureFacts extends Omit<ErrorFacts, 'nextStep' | 'moneySpent'> {
  /** Why there is no answer; of no account where there is one. */
  readonly reason?: NoAnswer | 'aborted' | undefined
}

/** One call of an operation, as its events and errors describe it. */
export interface Call<Line extends RequestLine = RequestLine> {
  readonly request: Line
  readonly taskId?: string | undefined
  /** The client key of a submission. */
  readonly key?: string | undefined
  /** Whether it goes over a new connection, so that it is known how far it got. Default: false. */
  readonly ownConnection?: boolean
  /** What an error says about money. Default: `'no'`. */
  readonly moneySpent?: MoneySpent | undefined
  /** Whether an answer's `data` names a task, so that a refusal beside it is no refusal. Default: it never does. */
  readonly namesTask?: (data: unknown) => boolean
  /** Makes the error of its failure. Default: the kind that the outcome names. */
  readonly toError?: (outcome: Outcome, facts: FailureFacts) => ApikleyError
}

/** Makes the error of a failed call. */
export function requestError(call: Call, outcome: Outcome, facts: FailureFacts): ApikleyError {
  const { request, taskId, moneySpent = 'no', toError } = call
  if (toError) return toError(outcome, { ...facts, request })
  return outcomeError(outcome, { ...facts, request, taskId, moneySpent })
}

const elsewhere =
  'Go on where more may be sent: in another invocation, or with the permission that the cause names.'

function afterAbort({ taskId }: Pick<ErrorFacts, 'taskId'>): string {
  if (taskId !== undefined) return 'The task goes on: tasks.wait(taskId) takes it up again.'
  return 'Call again to go on.'
}

/** The error of the kind that an outcome names, unless the caller has ended it. */
export function outcomeError(
  { Kind, nextStep }: Outcome,
  { reason = 'connection', ...facts }: FailureFacts & Pick<ErrorFacts, 'moneySpent'>,
): ApikleyError {
  if (reason === 'aborted') return new AbortedError({ ...facts, nextStep: afterAbort(facts) })
  return new Kind({ ...facts, nextStep: reason === 'platform' ? elsewhere : nextStep, reason })
}
