import type { ApikleyError } from '../errors/apikley-error.ts'
import type { ErrorFacts, MoneySpent, NoAnswer, RequestLine } from '../errors/error-facts.ts'
import { AbortedError } from '../errors/kinds.ts'
import type { Answer } from './envelope.ts'
import type { Outcome } from './outcome.ts'
import { inWords } from './retry-after.ts'

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
  /** Whether what is found in an answer counts, whatever its code and its HTTP status are. Default: false. */
  readonly countsAlways?: boolean
  /**
   * The id of a task that an answer names in which nothing was found that is certain: then it is neither a refusal, nor
   * is the id lost. Default: it never does.
   */
  readonly mentionedTask?: (answer: Answer) => string | undefined
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
  { Kind, nextStep, retryable: isRetryable }: Outcome,
  { reason = 'connection', ...facts }: FailureFacts & Pick<ErrorFacts, 'moneySpent'>,
): ApikleyError {
  if (reason === 'aborted') return new AbortedError({ ...facts, nextStep: afterAbort(facts) })
  if (reason === 'platform') return new Kind({ ...facts, nextStep: elsewhere, reason })
  const retryable = isRetryable || undefined
  const { retryAfterMs } = facts
  if (!retryAfterMs) return new Kind({ ...facts, nextStep, reason, retryable })
  const pause = inWords(retryAfterMs)
  const asked = retryable ? `Wait ${pause}, then try again.` : `${nextStep} The API asks to wait ${pause}.`
  return new Kind({ ...facts, nextStep: asked, reason, retryable })
}
