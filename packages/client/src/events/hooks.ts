import type { ApikleyError } from '../errors/apikley-error.ts'
import type { RequestLine } from '../errors/error-facts.ts'

/** A request is about to be sent. */
export interface RequestEvent {
  readonly request: RequestLine
  readonly taskId?: string | undefined
  /** The client key of a submission. */
  readonly key?: string | undefined
}

/** A request has ended: with an answer, or without one (then `status` is absent). Of a download its head has come. */
export interface ResponseEvent extends RequestEvent {
  readonly ms: number
  readonly status?: number | undefined
  readonly code?: number | undefined
  /** Absent if it succeeded, and for downloads, which `onRetry` and the thrown error tell more of. */
  readonly error?: ApikleyError | undefined
}

/** Something that failed will be tried again. An unknown submit never is. */
export interface RetryEvent extends RequestEvent {
  /** How many tries have failed. */
  readonly attempt: number
  readonly inMs: number
  readonly error: unknown
}

/** A submission or its task has moved on. */
export interface StateChangeEvent {
  readonly key?: string | undefined
  readonly taskId?: string | undefined
  readonly model?: string | undefined
  /** A `SubmissionState`, a state of the API such as `generating`, or `saved`. */
  readonly state: string
}

/** What each hook is told. */
export interface HookEvents {
  onRequest: RequestEvent
  onResponse: ResponseEvent
  onRetry: RetryEvent
  onStateChange: StateChangeEvent
}

/** Told of what the client does. They cannot change it: what they throw is logged, and otherwise ignored. */
export type Hooks = {
  readonly [Name in keyof HookEvents]?: ((event: HookEvents[Name]) => unknown) | undefined
}
