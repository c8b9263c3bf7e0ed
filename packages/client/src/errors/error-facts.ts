/** What can happen, in one word each. */
export type ErrorKind =
  | 'configuration'
  | 'validation'
  | 'authentication'
  | 'credits'
  | 'budget'
  | 'not-found'
  | 'rate'
  | 'maintenance'
  | 'server'
  | 'network'
  | 'aborted'
  | 'unknown-submit'
  | 'task-failed'
  | 'task-pending'
  | 'expired'
  | 'file'
  | 'ledger'

/**
 * What failed work has cost: `'no'` it is certain that nothing is charged, `'yes'` a task was accepted and is charged,
 * `'unknown'` it cannot be told from here.
 */
export type MoneySpent = 'no' | 'yes' | 'unknown'

/** The line of a request: its method, and its path without query. For downloads the whole address without query. */
export interface RequestLine {
  readonly method: 'GET' | 'HEAD' | 'POST'
  readonly path: string
}

/** Why something ended before there was an answer: by the caller's signal, or since time was up. */
export type Interruption = 'aborted' | 'timeout'

/** Why there is no answer, where the caller has not ended it. */
export type NoAnswer = 'timeout' | 'connection' | 'platform'

/** What every error is made of. `what` becomes part of the message; the rest are the error's own properties. */
export interface ErrorFacts {
  readonly what: string
  readonly nextStep: string
  readonly moneySpent: MoneySpent
  readonly request?: RequestLine | undefined
  readonly taskId?: string | undefined
  readonly code?: number | undefined
  readonly status?: number | undefined
  readonly retryAfterMs?: number | undefined
  readonly retryable?: true | undefined
  readonly cause?: unknown
}
