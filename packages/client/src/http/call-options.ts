/** What every call takes. */
export interface CallOptions {
  /** Aborts the call. A task that was already submitted is not stopped by it. */
  signal?: AbortSignal | undefined
  /** How long the call may take, in milliseconds; `null` for no limit. Default: the client's `timeoutMs`. */
  timeoutMs?: number | null | undefined
}
