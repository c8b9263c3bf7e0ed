import type { ApikleyError } from './apikley-error.ts'
import type { ErrorFacts, Interruption } from './error-facts.ts'
import { AbortedError, NetworkError } from './kinds.ts'

/** The error of work that ended before it was done: by the caller's signal, or since time was up. */
export function interruptedError(reason: Interruption, facts: ErrorFacts): ApikleyError {
  return reason === 'aborted' ? new AbortedError(facts) : new NetworkError({ ...facts, reason })
}
