/**
 * How far a request got before it failed:
 * - `unsent`: nothing was begun;
 * - `connecting`: there is no connection over which it could have been written, or nothing was written yet;
 * - `sent`: it may have been written, in part or as a whole;
 * - `answering`: an answer has begun.
 *
 * Nothing that failed before `sent` can have reached the API.
 */
export type Phase = 'unsent' | 'connecting' | 'sent' | 'answering'

/** What ended it. `invalid`: it cannot be written, for what its URL or its headers are. */
export type FailureReason = 'invalid' | 'aborted' | 'timeout' | 'connection' | 'too-large'

interface FailureFacts {
  readonly phase: Phase
  readonly reason: FailureReason
  /** The HTTP status, if an answer had begun. */
  readonly status?: number | undefined
  readonly cause: unknown
}

/** Why there is no whole answer. The message holds nothing of the request; the cause may. */
export class RequestFailure extends Error {
  override readonly name = 'RequestFailure'
  readonly phase: Phase
  readonly reason: FailureReason
  readonly status: number | undefined
  /** The runtime's own code, the innermost one, such as `ECONNREFUSED`. */
  readonly code: string | undefined

  constructor({ phase, reason, status, cause }: FailureFacts) {
    const code = codeOf(cause)
    super(
      `${reason} (${code ?? 'no code'}) while ${status === undefined ? phase : `HTTP ${status} was read`}`,
      { cause },
    )
    this.phase = phase
    this.reason = reason
    this.status = status
    this.code = code
  }
}

/** What is read of a foreign error; in Jest it is none of the own `Error`. */
export interface ForeignError {
  readonly message?: unknown
  readonly code?: unknown
  readonly syscall?: unknown
  readonly cause?: unknown
  /** Of a connection that was tried at several addresses, one each. */
  readonly errors?: unknown
}

/** An error and what caused it, the innermost last. */
export function causesOf(error: unknown): ForeignError[] {
  const causes: ForeignError[] = []
  let next = error as ForeignError | null | undefined
  while (typeof next === 'object' && next && causes.length < 10) {
    causes.push(next)
    next = next.cause ?? errorsOf(next)[0]
  }
  return causes
}

export function errorsOf({ errors }: ForeignError): readonly ForeignError[] {
  return Array.isArray(errors) ? (errors as ForeignError[]) : []
}

function codeOf(error: unknown): string | undefined {
  return causesOf(error)
    .map(({ code }) => (typeof code === 'string' ? code : undefined))
    .findLast(Boolean)
}
