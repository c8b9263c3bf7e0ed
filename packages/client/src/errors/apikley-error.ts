import { defined } from '../schema/defined.ts'
import type { ErrorFacts, ErrorKind, MoneySpent, RequestLine } from './error-facts.ts'
import { errorMark } from './error-mark.ts'

/** What every error of this client is. Tell them apart with `isApikleyError(error, kind)` or `instanceof`. */
export abstract class ApikleyError extends Error {
  /** What happened, in one word. */
  abstract readonly kind: ErrorKind
  /** The task that this is about. Absent where there is none, or where its id is not known. */
  declare readonly taskId?: string
  /** The request that failed. Absent where none was made. */
  declare readonly request?: RequestLine
  /** The code in the answer's body: the one that counts, since errors mostly come with HTTP 200. */
  declare readonly code?: number
  /** The HTTP status. Absent where no answer came. */
  declare readonly status?: number
  /** For how long the API asks to be left alone (`Retry-After`), in milliseconds, at most a day. Absent where it does not say. */
  declare readonly retryAfterMs?: number
  /**
   * `true` where the request was refused for load (429, maintenance, a refused connection): it was not accepted, and the
   * same one may be sent again. Absent for everything else.
   */
  declare readonly retryable?: true
  /** What the failed work has cost. */
  declare readonly moneySpent: MoneySpent
  /** What to do now, as a sentence. */
  declare readonly nextStep: string

  /** `own`: what its kind has besides. */
  constructor(facts: ErrorFacts, own: object = {}) {
    const { cause, code, moneySpent, nextStep, request, retryable, retryAfterMs, status, taskId } = facts
    super(sentence(facts), defined({ cause }))
    Object.assign(
      this,
      defined({ request, taskId, code, status, retryAfterMs, retryable, moneySpent, nextStep, ...own }),
    )
    Object.defineProperty(this, errorMark, { value: true })
  }

  /** All facts, the message included, without stack and cause. */
  toJSON(): object {
    return Object.assign({}, this, { message: this.message })
  }
}

const money: Record<MoneySpent, string> = {
  no: 'No money was spent.',
  yes: 'Money was spent.',
  unknown: 'Money may have been spent.',
}

function sentence({ what, request, code, status, taskId, moneySpent, nextStep }: ErrorFacts): string {
  return [
    request && `[${request.method}] ${request.path}:`,
    code ?? status,
    `${what.replace(/[\s.]+$/, '')}.`,
    taskId && `Task ${taskId}.`,
    (request || taskId || moneySpent !== 'no') && money[moneySpent],
    nextStep,
  ]
    .filter(Boolean)
    .join(' ')
}
