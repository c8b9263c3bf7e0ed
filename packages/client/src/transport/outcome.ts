import type { ApikleyError } from '../errors/apikley-error.ts'
import type { ErrorFacts } from '../errors/error-facts.ts'
import {
  AuthenticationError,
  CreditsError,
  MaintenanceError,
  NotFoundError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../errors/kinds.ts'

/** What an error code means. */
export interface Outcome {
  readonly Kind: new (facts: ErrorFacts) => ApikleyError
  /** Certain that the request was turned away: a create that is refused made no task. */
  readonly refused: boolean
  readonly nextStep: string
}

/**
 * What a code means: the one in the body, or the HTTP status if there is none in the body. A code that is not listed
 * is a server error, and leaves open whether the request was carried out.
 */
export function outcomeOf(code: number, message = ''): Outcome {
  const alias = aliases.find(([pattern]) => pattern.test(`${code} ${message}`))
  const row = outcomes[alias?.[1] ?? code]
  const [Kind, nextStep] = row ?? [ServerError, 'Try again later.']
  return { Kind, refused: row !== undefined, nextStep }
}

/** Refusals that come under another code, as seen on the wire of the twin API. */
const aliases: readonly (readonly [RegExp, number])[] = [
  [/^500 credits insufficient/i, 402],
  [/^500 this field is required/i, 422],
  [/^500 the server is currently being maintained/i, 455],
  [/^422 recordinfo is null/i, 404],
]

const outcomes: Record<number, readonly [Outcome['Kind'], string]> = {
  400: [ValidationError, 'Correct the request; unchanged it fails again.'],
  401: [AuthenticationError, 'Check the API key.'],
  402: [CreditsError, 'Top up, then create the task again.'],
  403: [AuthenticationError, 'Check what the API key may do.'],
  404: [NotFoundError, 'Check the id and baseUrl.'],
  413: [ValidationError, 'Send less.'],
  422: [ValidationError, 'Correct the request; unchanged it fails again.'],
  429: [RateLimitError, 'Wait some seconds, then try again.'],
  433: [RateLimitError, "Raise the key's own limit, or use another key."],
  455: [MaintenanceError, 'Try again later.'],
  505: [ServerError, 'The feature is switched off; ask the support.'],
}
