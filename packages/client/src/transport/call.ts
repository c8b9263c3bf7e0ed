import type { ApikleyError } from '../errors/apikley-error.ts'
import type { ErrorFacts, MoneySpent, RequestLine } from '../errors/error-facts.ts'
import { UnknownSubmitError } from '../errors/kinds.ts'
import type { Outcome } from './outcome.ts'

/** One call of an operation, as its errors describe it. */
export interface Call<Line extends RequestLine = RequestLine> {
  readonly request: Line
  readonly taskId?: string
  /** It makes a task: if its outcome is not known, money may have been spent. */
  readonly submits?: boolean
  /** What an error says about money, if the call submits nothing. Default: `'no'`. */
  readonly moneySpent?: MoneySpent | undefined
}

/** Makes the error of a failed call. */
export function failure(
  { request, taskId, submits, moneySpent = 'no' }: Call,
  { Kind, refused, ...facts }: Outcome & Omit<ErrorFacts, 'moneySpent'>,
): ApikleyError {
  const call = { request, taskId, moneySpent }
  if (!submits || refused) return new Kind({ ...facts, ...call })
  return new UnknownSubmitError({
    ...facts,
    ...call,
    moneySpent: 'unknown',
    nextStep: 'Do not send it again before you know: wait for its callback, or see whether credits() fell.',
  })
}
