/**
 * How far a submission has come: `sending` from before the request until its outcome is written, `rejected` it is
 * certain that it made no task, `unknown` nobody knows whether it did, `accepted` there is a task, then `succeeded` or
 * `failed`. `forgotten`: a person has closed it, since nobody can finish it; the `reason` says why.
 */
export type SubmissionState =
  | 'sending'
  | 'rejected'
  | 'unknown'
  | 'accepted'
  | 'succeeded'
  | 'failed'
  | 'forgotten'

/** What is known of one attempt to have a task made. Never holds the input, or the API key. */
export interface Submission {
  /** The client key: the caller's own, or a random one. Unique in its ledger. */
  readonly key: string
  /**
   * A random id of this attempt: of those who begin a key at once, the one whose attempt is kept has begun it. A person's
   * decision replaces it, so that what was on its way for the old one is dropped.
   */
  readonly attempt: string
  /** SHA-256 (hex) of model, input and the caller's `callBackUrl`: the same key must mean the same request. */
  readonly fingerprint: string
  readonly model: string
  /** The API that it was sent to: the `baseUrl` of its client, normalized, without a slash at the end. */
  readonly baseUrl: string
  readonly state: SubmissionState
  /** When it was about to be sent, in milliseconds since 1970. */
  readonly sentAt: number
  /** Until when the sender will have written the outcome, in milliseconds since 1970; after that it has probably died. */
  readonly leaseUntil: number
  /** Whether the callback of the task carries the key, so that it can tell what became of a lost answer. */
  readonly callback: boolean
  /** What it is expected to cost, then what it was charged, in credits; 0 once it is certain that nothing is charged. */
  readonly credits?: number
  /** Where the result is to be saved. */
  readonly saveTo?: string
  /** From `accepted` on. */
  readonly taskId?: string
  /** Why it was rejected, why its outcome is unknown, why the task failed, or why it was forgotten. */
  readonly reason?: string
  /** The addresses of the result, once it has succeeded. */
  readonly urls?: readonly string[]
  /** Where the result was saved. Present: the client's work is done. */
  readonly files?: readonly string[]
  /** The `traceparent` (W3C) of the trace it belongs to. */
  readonly trace?: string
}

/** What can change in a submission after it has begun. With an `attempt` it changes that attempt alone. */
export interface SubmissionChange {
  readonly attempt?: string
  readonly state?: SubmissionState
  readonly leaseUntil?: number
  readonly credits?: number
  readonly saveTo?: string
  readonly taskId?: string
  readonly reason?: string
  readonly urls?: readonly string[]
  readonly files?: readonly string[]
  readonly trace?: string
  /**
   * The API itself has answered this task to the request of this attempt: it takes the place of another one, and of what
   * was written of that. Not kept.
   */
  readonly answered?: boolean
  /** A person has decided so: then it may go back. Not kept. */
  readonly decision?: Decision
}

/** Which submission a person has decided about, and what becomes of its attempt. */
export interface Decision {
  /** The task that it had; absent if it had none. If it has another one by now, nothing is changed. */
  readonly taskId?: string
  /** Its `attempt` from then on. */
  readonly attempt: string
}
