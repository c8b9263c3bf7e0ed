import { NetworkError } from '../errors/kinds.ts'

/** The error of a request that was not sent because the rate limiter failed: as if there were no connection. */
export function limiterError(cause: unknown): NetworkError {
  return new NetworkError({
    what: 'The rate limiter failed, so nothing was sent',
    moneySpent: 'no',
    reason: 'connection',
    cause,
    nextStep: 'Mend what it runs on, then try again.',
  })
}
