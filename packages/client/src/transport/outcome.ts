import type { ApikleyError } from '../errors/apikley-error.ts'
import type { ErrorFacts } from '../errors/error-facts.ts'
import {
  AuthenticationError,
  CreditsError,
  MaintenanceError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../errors/kinds.ts'

/** What a request's bad ending means. */
export interface Outcome {
  readonly Kind: new (facts: ErrorFacts) => ApikleyError
  /** Certain that the request was turned away, or never sent: a create that is refused made no task. */
  readonly refused: boolean
  /** Refused for now and not for what it is: the same request may be sent again. */
  readonly forLoad?: boolean
  readonly nextStep: string
}

type Row = readonly [pattern: RegExp, Kind: Outcome['Kind'], verdict: Verdict, nextStep: string]

type Verdict = 'rejected' | 'rejected for load' | 'unknown'

/**
 * What becomes of a create, and what an error of any request is called, by how it ended. The first row that fits counts.
 * An ending is written in words:
 * - `unsent …`: given up before it was sent;
 * - `failed <trouble>`: no answer began; the trouble is the runtime's own code, or its message where it has none;
 * - `stopped …`, `broken …`: by the time-out or the caller's signal; in the middle of the answer;
 * - `status <HTTP status> …`: there is an answer, but no envelope in it that can be read;
 * - `code <code> <message>`: there is an envelope. Its code counts, whatever the HTTP status.
 */
export const outcomes: readonly Row[] = [
  [/^unsent invalid/, ValidationError, 'rejected', 'Correct the request; nothing was sent.'],
  [/^unsent/, NetworkError, 'rejected', 'Try again.'],
  // Node, Deno and Bun, in this order.
  [
    /^failed (ECONNREFUSED$|.*client error \(Connect\).* refused|ConnectionRefused$)/,
    NetworkError,
    'rejected for load',
    'Try again.',
  ],
  // No address, no way there, no common language, or a certificate that is not trusted: no byte of the request has left.
  [
    /^failed (ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|\w*CERT\w*|UNABLE_TO_\w+|ERR_SSL_(WRONG_VERSION_NUMBER|.*HANDSHAKE_FAILURE)|.*client error \(Connect\).*|FailedToOpenSocket|bad port)$/,
    NetworkError,
    'rejected',
    'Try again.',
  ],
  // Whatever else a runtime says, a browser's bare TypeError too, can come after the last byte was sent.
  [/^(failed|stopped|broken)/, NetworkError, 'unknown', 'Try again.'],
  // 0 is what a browser shows of a redirect. Some servers answer with one what they have carried out.
  [/^status [013]/, ServerError, 'unknown', 'Check baseUrl.'],
  [/^code 422 recordinfo is null/i, NotFoundError, 'rejected', 'Check the id.'],
  [
    /^(code|status) (400|422) |^code 500 this field is required/i,
    ValidationError,
    'rejected',
    'Correct the request; unchanged it fails again.',
  ],
  [/^(code|status) 401 /, AuthenticationError, 'rejected', 'Check the API key.'],
  [
    /^(code|status) 402 |^code 500 credits insufficient/i,
    CreditsError,
    'rejected',
    'Top up, then create the task again.',
  ],
  [/^(code|status) 403 /, AuthenticationError, 'rejected', 'Check what the API key may do.'],
  [/^(code|status) 404 /, NotFoundError, 'rejected', 'Check the id and baseUrl.'],
  [/^(code|status) 413 /, ValidationError, 'rejected', 'Send less.'],
  [/^(code|status) 429 /, RateLimitError, 'rejected for load', 'Wait some seconds, then try again.'],
  [/^(code|status) 433 /, RateLimitError, 'rejected', "Raise the key's own limit, or use another key."],
  [
    /^(code|status) 455 |^code 500 the server is currently being maintained/i,
    MaintenanceError,
    'rejected for load',
    'Try again later.',
  ],
  [/^code 505 /, ServerError, 'rejected', 'The feature is switched off; ask the support.'],
  // 408, 500, 501, a gateway's page, half an envelope, and every code that nobody knows yet.
  [/^/, ServerError, 'unknown', 'Try again later.'],
]

export function outcomeOf(ending: string): Outcome {
  // The last row fits everything.
  const [, Kind, verdict, nextStep] = outcomes.find(([pattern]) => pattern.test(ending))!
  return { Kind, refused: verdict !== 'unknown', forLoad: verdict === 'rejected for load', nextStep }
}
