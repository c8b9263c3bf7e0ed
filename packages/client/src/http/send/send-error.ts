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

/**
 * What ended it. `invalid`: it cannot be written, for what its URL or its headers are. `platform`: what the program runs on
 * refuses to send it.
 */
export type FailureReason = 'invalid' | 'aborted' | 'timeout' | 'connection' | 'platform' | 'too-large'

interface FailureFacts {
  readonly phase: Phase
  readonly reason: FailureReason
  /** The HTTP status, if an answer had begun. */
  readonly status?: number | undefined
  readonly cause: unknown
}

/** Why there is no whole answer. The message holds nothing of the request; the cause may. */
export class SendError extends Error {
  override readonly name = 'SendError'
  readonly phase: Phase
  readonly reason: FailureReason
  readonly status: number | undefined
  /** The runtime's own code, the innermost one, such as `ECONNREFUSED`. */
  readonly code: string | undefined

  constructor({ phase, reason, status, cause }: FailureFacts) {
    const code = codeOf(cause) ?? (isRefusedByDeno(cause) ? 'ECONNREFUSED' : undefined)
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

/** Deno has no codes, but says the same in words. */
function isRefusedByDeno(error: unknown): boolean {
  return /client error \(Connect\).*refused/.test(String((error as ForeignError | null)?.message))
}

/** The code of the innermost cause that has one. */
export function codeOf(error: unknown, depth = 10): string | undefined {
  if (typeof error !== 'object' || !error || !depth) return undefined
  const { code, cause, errors } = error as ForeignError
  const inner = codeOf(cause ?? (Array.isArray(errors) ? errors[0] : undefined), depth - 1)
  return inner ?? (typeof code === 'string' ? code : undefined)
}
