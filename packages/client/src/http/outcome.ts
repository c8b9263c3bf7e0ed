import type { ApikleyError } from '../errors/apikley-error.ts'
import {
  AuthenticationError,
  CreditsError,
  MaintenanceError,
  NetworkError,
  type NetworkErrorFacts,
  NotFoundError,
  RateLimitError,
  ServerError,
  ValidationError,
} from '../errors/kinds.ts'
import type { RequestFailure } from './request-failure.ts'

/** What a failed request means. */
export interface Outcome {
  readonly Kind: new (facts: NetworkErrorFacts) => ApikleyError
  /** Certain that the request was turned away, or never sent: a create that is refused made no task. */
  readonly refused: boolean
  /** Refused for now and not for what it is: the same request may be sent again. */
  readonly retryable: boolean
  readonly nextStep: string
}

interface Row {
  readonly phase: readonly RequestFailure['phase'][]
  /** Codes of an envelope or HTTP statuses, or the runtime's codes of a failed connection. Absent: any. */
  readonly codes?: readonly (number | string)[]
  /** What the API's message must say besides: for its codes that stand for several things. */
  readonly message?: RegExp
  readonly Kind: Outcome['Kind']
  readonly verdict: 'rejected' | 'retryable' | 'unknown'
  readonly nextStep: string
}

const answered = ['http', 'envelope'] as const

/**
 * What becomes of a create, and what an error of any request is called, by how it failed. The first row that fits
 * counts. Nothing that this client says in its own words is looked at.
 */
export const outcomes: readonly Row[] = [
  { phase: ['unsent'], Kind: NetworkError, verdict: 'rejected', nextStep: 'Try again.' },
  // The host answers, and nobody listens there: a service that is being restarted.
  {
    phase: ['connecting'],
    // Node's, and Bun's.
    codes: ['ECONNREFUSED', 'ConnectionRefused'],
    Kind: NetworkError,
    verdict: 'retryable',
    nextStep: 'Try again.',
  },
  { phase: ['connecting'], Kind: NetworkError, verdict: 'rejected', nextStep: 'Try again.' },
  { phase: ['sent', 'answering'], Kind: NetworkError, verdict: 'unknown', nextStep: 'Try again.' },
  // Some servers answer with a redirect what they have carried out.
  { phase: ['redirect'], Kind: ServerError, verdict: 'unknown', nextStep: 'Check baseUrl.' },
  {
    phase: ['envelope'],
    codes: [422],
    message: /^recordinfo is null/i,
    Kind: NotFoundError,
    verdict: 'rejected',
    nextStep: 'Check the id.',
  },
  {
    phase: answered,
    codes: [400, 422],
    Kind: ValidationError,
    verdict: 'rejected',
    nextStep: 'Correct the request; unchanged it fails again.',
  },
  {
    phase: ['envelope'],
    codes: [500],
    message: /^this field is required/i,
    Kind: ValidationError,
    verdict: 'rejected',
    nextStep: 'Correct the request; unchanged it fails again.',
  },
  {
    phase: answered,
    codes: [401],
    Kind: AuthenticationError,
    verdict: 'rejected',
    nextStep: 'Check the API key.',
  },
  {
    phase: answered,
    codes: [402],
    Kind: CreditsError,
    verdict: 'rejected',
    nextStep: 'Top up, then create the task again.',
  },
  {
    phase: ['envelope'],
    codes: [500],
    message: /^credits insufficient/i,
    Kind: CreditsError,
    verdict: 'rejected',
    nextStep: 'Top up, then create the task again.',
  },
  {
    phase: answered,
    codes: [403],
    Kind: AuthenticationError,
    verdict: 'rejected',
    nextStep: 'Check what the API key may do.',
  },
  {
    phase: answered,
    codes: [404],
    Kind: NotFoundError,
    verdict: 'rejected',
    nextStep: 'Check the id and baseUrl.',
  },
  { phase: answered, codes: [413], Kind: ValidationError, verdict: 'rejected', nextStep: 'Send less.' },
  {
    phase: answered,
    codes: [429],
    Kind: RateLimitError,
    verdict: 'retryable',
    nextStep: 'Wait some seconds, then try again.',
  },
  {
    phase: answered,
    codes: [433],
    Kind: RateLimitError,
    verdict: 'rejected',
    nextStep: "Raise the key's own limit, or use another key.",
  },
  {
    phase: answered,
    codes: [455],
    Kind: MaintenanceError,
    verdict: 'retryable',
    nextStep: 'Try again later.',
  },
  {
    phase: ['envelope'],
    codes: [500],
    message: /^the server is currently being maintained/i,
    Kind: MaintenanceError,
    verdict: 'retryable',
    nextStep: 'Try again later.',
  },
  {
    phase: ['envelope'],
    codes: [505],
    Kind: ServerError,
    verdict: 'rejected',
    nextStep: 'The feature is switched off; ask the support.',
  },
]

/** 408, 500, 501, a gateway's page, an answer that contradicts itself, and every code that nobody knows yet. */
const anythingElse = { Kind: ServerError, verdict: 'unknown', nextStep: 'Try again later.' } as const

export function outcomeOf(failure: RequestFailure): Outcome {
  const { Kind, verdict, nextStep } = rowOf(failure) ?? anythingElse
  return { Kind, refused: verdict !== 'unknown', retryable: verdict === 'retryable', nextStep }
}

export function rowOf(failure: RequestFailure): Row | undefined {
  return outcomes.find((row) => fits(row, failure))
}

function fits({ phase, codes, message }: Row, failure: RequestFailure): boolean {
  if (!phase.includes(failure.phase)) return false
  const code = 'code' in failure ? failure.code : undefined
  if (codes && (code === undefined || !codes.includes(code))) return false
  return !message || ('message' in failure && message.test(failure.message))
}
