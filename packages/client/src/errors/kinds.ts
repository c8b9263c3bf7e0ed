import type { Problem } from '../schema/problem.ts'
import type { Task, TaskFailure } from '../schema/task.ts'
import { ApikleyError } from './apikley-error.ts'
import type { ErrorFacts, Interruption, NoAnswer } from './error-facts.ts'

/** The client was set up or called in a way that cannot work. Nothing was sent. */
export class ConfigurationError extends ApikleyError {
  override readonly name = 'ConfigurationError'
  readonly kind = 'configuration'
}

/** The request is not valid: found before it was sent (`problems` says where), or by the API (code 400 or 422). */
export class ValidationError extends ApikleyError {
  override readonly name = 'ValidationError'
  readonly kind = 'validation'
  /** Everything that is wrong. Empty if it was the API that refused. */
  declare readonly problems: readonly Problem[]

  constructor({
    problems = [],
    ...facts
  }: ErrorFacts & { readonly problems?: readonly Problem[] | undefined }) {
    super(facts, { problems })
  }
}

/** The key is not accepted (code 401). */
export class AuthenticationError extends ApikleyError {
  override readonly name = 'AuthenticationError'
  readonly kind = 'authentication'
}

/** The account has too few credits (code 402, or 500 saying so). */
export class CreditsError extends ApikleyError {
  override readonly name = 'CreditsError'
  readonly kind = 'credits'
}

/** The budget of the client (`maxSpend`) does not allow the task. It was not sent. */
export class BudgetError extends ApikleyError {
  override readonly name = 'BudgetError'
  readonly kind = 'budget'
}

/** There is no such model, task or path (code 404, or a task record that is not there, or not yet). */
export class NotFoundError extends ApikleyError {
  override readonly name = 'NotFoundError'
  readonly kind = 'not-found'
}

/** Too many requests for now (code 429), or the key's own limit is used up (433). The request was not accepted. */
export class RateLimitError extends ApikleyError {
  override readonly name = 'RateLimitError'
  readonly kind = 'rate'
}

/** The service is being maintained (code 455, or 500 saying so). */
export class MaintenanceError extends ApikleyError {
  override readonly name = 'MaintenanceError'
  readonly kind = 'maintenance'
}

/** The API or a gateway before it failed, or answered something that cannot be understood. */
export class ServerError extends ApikleyError {
  override readonly name = 'ServerError'
  readonly kind = 'server'
  /** The task, if it ended with success and without a result. */
  declare readonly task?: Task

  constructor({ task, ...facts }: ErrorFacts & { readonly task?: Task | undefined }) {
    super(facts, { task })
  }
}

/** What a `NetworkError` is made of. */
export interface NetworkErrorFacts extends ErrorFacts {
  readonly reason: NoAnswer
}

/** No answer: the connection failed, the time-out struck, or the platform refused to send the request. */
export class NetworkError extends ApikleyError {
  override readonly name = 'NetworkError'
  readonly kind = 'network'
  /**
   * `'platform'`: what the program runs on lets it send nothing more, or nothing at all, such as a Worker that has used up
   * its subrequests, or Deno without `--allow-net`. Nothing was sent.
   */
  declare readonly reason: NoAnswer

  constructor({ reason, ...facts }: NetworkErrorFacts) {
    super(facts, { reason })
  }
}

/**
 * The caller's own signal ended it; the signal's reason is the `cause`. A create that was aborted after it was sent is an
 * `UnknownSubmitError` instead. With a `taskId` the task goes on: `tasks.wait(error.taskId)` takes up the wait again.
 */
export class AbortedError extends ApikleyError {
  override readonly name = 'AbortedError'
  readonly kind = 'aborted'
  /** The task as last seen, if the waiting for one was aborted. */
  declare readonly task?: Task

  constructor({ task, ...facts }: ErrorFacts & { readonly task?: Task | undefined }) {
    super(facts, { task })
  }
}

/** What an `UnknownSubmitError` is made of. */
export interface UnknownSubmitErrorFacts extends ErrorFacts {
  readonly moneySpent: 'unknown'
  readonly key: string
  readonly fingerprint: string
  readonly sentAt: Date
  readonly reason?: Interruption | 'connection' | undefined
}

/**
 * A task was submitted and nobody knows whether it was accepted. It may be running, and charged. `taskId` is there if the
 * answer names an id that is not certain to be its task's.
 */
export class UnknownSubmitError extends ApikleyError {
  override readonly name = 'UnknownSubmitError'
  readonly kind = 'unknown-submit'
  /** The client key: as long as the ledger holds it, `create` and `generate` with it send nothing. */
  declare readonly key: string
  /** SHA-256 (hex) of model, input and `callBackUrl`. */
  declare readonly fingerprint: string
  /** When it was sent: what to look for in the account's own list of tasks. */
  declare readonly sentAt: Date
  /** Why there was no answer. Absent where there was one that could not be understood, or was a server's error. */
  declare readonly reason?: Interruption | 'connection'

  constructor({ key, fingerprint, sentAt, reason, ...facts }: UnknownSubmitErrorFacts) {
    super(facts, { key, fingerprint, sentAt, reason })
  }
}

/** What a `TaskFailedError` is made of. */
export interface TaskFailedErrorFacts extends ErrorFacts {
  readonly taskId: string
  readonly failure: TaskFailure
  readonly task: Task
}

/** The task ended without a result. */
export class TaskFailedError extends ApikleyError {
  override readonly name = 'TaskFailedError'
  readonly kind = 'task-failed'
  /** Why, and whether it was moderation. */
  declare readonly failure: TaskFailure
  declare readonly task: Task
  declare readonly taskId: string

  constructor({ failure, task, ...facts }: TaskFailedErrorFacts) {
    super(facts, { failure, task })
  }
}

/** What a `TaskPendingError` is made of. */
export interface TaskPendingErrorFacts extends ErrorFacts {
  readonly taskId: string
  readonly reason: TaskPendingError['reason']
  readonly task?: Task | undefined
}

/** Waiting ended before the task did. The task goes on; `tasks.wait(error.taskId)` takes up the wait again, anywhere. */
export class TaskPendingError extends ApikleyError {
  override readonly name = 'TaskPendingError'
  readonly kind = 'task-pending'
  /**
   * `'callback'`: the caller's own `onCreated` or `onUpdate` threw; what it threw is the `cause`. `'closed'`: the client
   * was closed. `'platform'`: what the program runs on lets it send nothing more; its error is the `cause`.
   */
  declare readonly reason: 'timeout' | 'callback' | 'closed' | 'platform'
  /** The task as last seen. Absent if it was never seen. */
  declare readonly task?: Task
  declare readonly taskId: string

  constructor({ reason, task, ...facts }: TaskPendingErrorFacts) {
    super(facts, { reason, task })
  }
}

/** The address of a result does not answer (HTTP 403, 404 or 410), nor does a fresh one: not any more, or not yet; the message tells. */
export class ExpiredResultError extends ApikleyError {
  override readonly name = 'ExpiredResultError'
  readonly kind = 'expired'
}

/** A file was not saved: the file system or the target refused it, it is too large, or what came is no media file or may be cut. */
export class FileError extends ApikleyError {
  override readonly name = 'FileError'
  readonly kind = 'file'
}

/**
 * The ledger could not be read or written. Before a request nothing was sent; after it `taskId` is the task that was
 * accepted, and that the ledger does not know.
 */
export class LedgerError extends ApikleyError {
  override readonly name = 'LedgerError'
  readonly kind = 'ledger'
}

/** Which class stands for which kind. */
export interface ErrorByKind {
  configuration: ConfigurationError
  validation: ValidationError
  authentication: AuthenticationError
  credits: CreditsError
  budget: BudgetError
  'not-found': NotFoundError
  rate: RateLimitError
  maintenance: MaintenanceError
  server: ServerError
  network: NetworkError
  aborted: AbortedError
  'unknown-submit': UnknownSubmitError
  'task-failed': TaskFailedError
  'task-pending': TaskPendingError
  expired: ExpiredResultError
  file: FileError
  ledger: LedgerError
}
