import type { StopSignal } from '../../clock/stop.ts'

/** The part of `fetch` that is needed. */
export type FetchFunction = (url: string, init?: RequestInit) => Promise<Response>

/** A request, ready to be sent. */
export interface OutgoingRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | FormData | undefined
}

/** An answer, read to its end. */
export interface WholeAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  readonly text: string
}

export interface SendOptions {
  readonly signal?: StopSignal | undefined
  /** Whether it goes over a new connection, if that can be chosen, so that none is taken which broke while it was kept. */
  readonly ownConnection?: boolean | undefined
  /** How large an answer's body may be, unpacked. */
  readonly maxBytes: number
  /** Called whenever a part of the answer has arrived. */
  readonly onData?: (() => void) | undefined
}

/**
 * Sends a request once and reads the answer, whatever its status is; redirects are not followed. Rejects with a
 * `SendError`, and at once when the signal is aborted.
 */
export type Send = (request: OutgoingRequest, options: SendOptions) => Promise<WholeAnswer>
