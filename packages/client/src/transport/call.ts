import type { ApikleyError } from '../errors/apikley-error.ts'
import type { ErrorByKind } from '../errors/kinds.ts'
import type { ErrorFacts, MoneySpent, RequestLine } from '../errors/error-facts.ts'
import type { Submission } from '../ledger/submission.ts'
import { unknownSubmit } from '../submit/unknown-submit.ts'
import type { Outcome } from './outcome.ts'

/** One call of an operation, as its errors describe it. */
export interface Call<Line extends RequestLine = RequestLine> {
  readonly request: Line
  readonly taskId?: string
  /** It makes a task: if its outcome is not known, money may have been spent. */
  readonly submits?: Submission
  /** What an error says about money, if the call submits nothing. Default: `'no'`. */
  readonly moneySpent?: MoneySpent | undefined
}

/** What an API says that has too much to do. */
export type Refusal = ErrorByKind['rate' | 'maintenance' | 'network']

const forLoad = /* @__PURE__ */ new WeakSet<object>()

/** Whether an error says: not now. Then it is certain that nothing was carried out, and the same request may go again. */
export function isForLoad(error: unknown): error is Refusal {
  return forLoad.has(error as Refusal)
}

/** Makes the error of a failed call. */
export function failure(
  { request, taskId, submits, moneySpent = 'no' }: Call,
  { Kind, refused, forLoad: isNotNow, ...facts }: Outcome & Omit<ErrorFacts, 'moneySpent'>,
): ApikleyError {
  if (submits && !refused) return unknownSubmit(submits, { ...facts, request })
  const error = new Kind({ ...facts, request, taskId, moneySpent })
  if (isNotNow) forLoad.add(error)
  return error
}
