import type { StopSignal } from '../clock/stop.ts'

/** What every call takes. */
export interface CallOptions {
  /** Aborts the call, with an `AbortedError`. A task that was already submitted is not stopped by it. */
  signal?: AbortSignal | undefined
  /** How long the call may take, in milliseconds; `null` for no limit. Default: the client's `timeoutMs`. */
  timeoutMs?: number | null | undefined
}

/** The same of a request, which a wait stops with a signal of its own. */
export interface RequestOptions extends Omit<CallOptions, 'signal'> {
  signal?: StopSignal | undefined
}
