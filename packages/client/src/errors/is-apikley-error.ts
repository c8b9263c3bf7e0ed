import type { ErrorKind } from './error-facts.ts'
import { errorMark } from './error-mark.ts'
import type { ErrorByKind } from './kinds.ts'

/**
 * Whether something that was caught is an error of this client; with a kind, whether it is one of that kind.
 * Unlike `instanceof` it also knows the errors of another copy of this package.
 *
 * @example
 * if (isApikleyError(error, 'credits')) notifyAccounting(error.nextStep)
 */
export function isApikleyError<Kind extends ErrorKind = ErrorKind>(
  error: unknown,
  kind?: Kind,
): error is ErrorByKind[Kind] {
  return (
    typeof error === 'object' &&
    error !== null &&
    errorMark in error &&
    (kind === undefined || ('kind' in error && error.kind === kind))
  )
}
