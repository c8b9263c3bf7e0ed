import { type ApikleyError, isApikleyError, type MoneySpent, ValidationError } from '@apikley/client'
import { APICallError } from './ai-sdk.ts'

/**
 * An error as the SDK is to see it. It retries nothing but an `APICallError` that says so, and one that says so is made of
 * a request that was refused for load and of nothing else: it was not accepted, and its key is free again. It keeps all
 * that the client's error says, also to `isApikleyError`.
 */
export function toSdkError(error: unknown): unknown {
  if (!isApikleyError(error) || !error.retryable || error.moneySpent !== 'no') return error
  const { message, request, retryAfterMs, status, code } = error
  const wrapped = new APICallError({
    message,
    url: request?.path ?? '',
    requestBodyValues: {},
    statusCode: code ?? status ?? 503,
    responseHeaders: retryAfterMs === undefined ? {} : { 'retry-after-ms': String(retryAfterMs) },
    cause: error,
    isRetryable: true,
  })
  const { name: _name, ...facts } = error
  for (const mark of Object.getOwnPropertySymbols(error)) {
    Object.defineProperty(wrapped, mark, { value: true })
  }
  return Object.assign(wrapped, facts)
}

/** The error of several that have all failed: what became of each, the gravest for the money first. */
export function allFailed(errors: readonly unknown[], what: string): unknown {
  const [only] = errors
  if (errors.length === 1) return only
  const sorted = errors.toSorted((a, b) => gravity(b) - gravity(a))
  const text = `${what}: ${[...new Set(sorted.map(messageOf))].join(' ')}`
  const gravest = sorted[0]
  if (!isApikleyError(gravest)) return new AggregateError(sorted, text)
  return withMessage(gravest, text, new AggregateError(sorted, text))
}

/** What is told of a failure: its text, and apart from it what the program can act on. */
export interface FailureFacts {
  readonly error: string
  readonly moneySpent?: MoneySpent
  readonly nextStep?: string
  /** The API's own words for why the task failed. */
  readonly reason?: string
}

export function failureFacts(error: unknown): FailureFacts {
  if (!isApikleyError(error)) return { error: messageOf(error) }
  const { message, moneySpent, nextStep } = error
  const reason = isApikleyError(error, 'task-failed') ? error.failure.message || error.failure.code : ''
  return { error: message, moneySpent, nextStep, ...(reason && { reason }) }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const gravities = { no: 1, unknown: 2, yes: 3 }

function gravity(error: unknown): number {
  if (!isApikleyError(error)) return 4
  // Refused for load is the mildest: the SDK sends all again only if all were.
  return error.retryable ? 0 : gravities[error.moneySpent]
}

/** The same error with the facts of others in its message. */
export function withMessage(error: ApikleyError, message: string, cause: unknown): ApikleyError {
  const copy: ApikleyError = Object.create(
    Object.getPrototypeOf(error) as object,
    Object.getOwnPropertyDescriptors(error),
  )
  Object.defineProperty(copy, 'message', { value: message, configurable: true, writable: true })
  Object.defineProperty(copy, 'cause', { value: cause, configurable: true, writable: true })
  return copy
}

/** The error of a call that is refused before anything is sent. */
export function invalidCall(path: string, message: string): ValidationError {
  return new ValidationError({
    what: `${path} ${message}`,
    problems: [{ path, message }],
    moneySpent: 'no',
    nextStep: 'Correct the call; nothing was sent.',
  })
}
