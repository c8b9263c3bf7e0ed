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
import { beyond, invalid, poor } from './refusal-words.ts'
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
  readonly codes?: readonly (number | string)[] | undefined
  /** What the API's message must say besides: for its codes that stand for several things. */
  readonly message?: RegExp | undefined
  /** What it must not say, within its first sentence. */
  readonly except?: RegExp | undefined
  readonly Kind: Outcome['Kind']
  readonly verdict: 'rejected' | 'retryable' | 'unknown'
  readonly nextStep: string
}

const row = (
  phase: Row['phase'],
  [codes, message, except]: readonly [codes?: Row['codes'], message?: RegExp, except?: RegExp],
  Kind: Row['Kind'],
  verdict: Row['verdict'],
  nextStep: string,
): Row => ({ phase, codes, message, except, Kind, verdict, nextStep })

const answered = ['http', 'envelope'] as const
const correct = 'Correct the request; unchanged it fails again.'
const topUp = 'Top up, then create the task again.'

/**
 * What becomes of a create, and what an error of any request is called, by how it failed. The first row that fits
 * counts. Nothing that this client says in its own words is looked at.
 */
export const outcomes: readonly Row[] = [
  row(['unsent'], [], NetworkError, 'rejected', 'Try again.'),
  // The host answers, and nobody listens there: a service that is being restarted. In Node's words, and in Bun's.
  row(['connecting'], [['ECONNREFUSED', 'ConnectionRefused']], NetworkError, 'retryable', 'Try again.'),
  row(['connecting'], [], NetworkError, 'rejected', 'Try again.'),
  row(['sent', 'answering'], [], NetworkError, 'unknown', 'Try again.'),
  // Some servers answer with a redirect what they have carried out.
  row(['redirect'], [], ServerError, 'unknown', 'Check baseUrl.'),
  row(['envelope'], [[422], /^recordinfo is null/i], NotFoundError, 'rejected', 'Check the id.'),
  row(answered, [[400, 422]], ValidationError, 'rejected', correct),
  ...invalid.map((words) => row(['envelope'], [[500], words, beyond], ValidationError, 'rejected', correct)),
  row(answered, [[401]], AuthenticationError, 'rejected', 'Check the API key.'),
  row(answered, [[402]], CreditsError, 'rejected', topUp),
  ...poor.map((words) => row(['envelope'], [[500], words], CreditsError, 'rejected', topUp)),
  row(answered, [[403]], AuthenticationError, 'rejected', 'Check what the API key may do.'),
  row(answered, [[404]], NotFoundError, 'rejected', 'Check the id and baseUrl.'),
  row(answered, [[413]], ValidationError, 'rejected', 'Send less.'),
  row(answered, [[429]], RateLimitError, 'retryable', 'Wait some seconds, then try again.'),
  row(answered, [[433]], RateLimitError, 'rejected', "Raise the key's own limit, or use another key."),
  row(answered, [[455]], MaintenanceError, 'retryable', 'Try again later.'),
  row(
    ['envelope'],
    [[500], /^the server is currently being maintained/i],
    MaintenanceError,
    'retryable',
    'Try again later.',
  ),
  row(['envelope'], [[505]], ServerError, 'rejected', 'The feature is switched off; ask the support.'),
]

/** 408, 500, 501, a gateway's page, an answer that contradicts itself, and every code that nobody knows yet. */
const anythingElse = { Kind: ServerError, verdict: 'unknown', nextStep: 'Try again later.' } as const

export function outcomeOf(failure: RequestFailure): Outcome {
  const { Kind, verdict, nextStep } = rowOf(failure) ?? anythingElse
  return { Kind, refused: verdict !== 'unknown', retryable: verdict === 'retryable', nextStep }
}

export function rowOf(failure: RequestFailure): Row | undefined {
  return outcomes.find((each) => fits(each, failure))
}

function fits({ phase, codes, message, except }: Row, failure: RequestFailure): boolean {
  if (!phase.includes(failure.phase)) return false
  const code = 'code' in failure ? failure.code : undefined
  if (codes && (code === undefined || !codes.includes(code))) return false
  if (!message) return true
  const said = 'message' in failure ? failure.message.trim() : ''
  const [sentence = ''] = said.split(/[.!?](?:\s|$)/)
  return message.test(said) && !except?.test(sentence)
}
