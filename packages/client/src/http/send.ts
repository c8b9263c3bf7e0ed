import type { FetchFunction } from './fetch-function.ts'

/** A request as it is written. */
export interface OutgoingRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Headers
  readonly body: string | FormData | undefined
}

/** An answer, read to its end. */
export interface WholeAnswer {
  readonly status: number
  readonly headers: Pick<Headers, 'get'>
  readonly text: string
}

/** Sends a request, once. Throws a `SendError` if no whole answer came. */
export type Send = (
  request: OutgoingRequest,
  options: { readonly signal: AbortSignal },
) => Promise<WholeAnswer>

/** What sends requests: those that cost money over connections of their own, all others over shared ones. */
export interface Sends {
  readonly create: Send
  readonly other: Send
}

/** Why there is no whole answer, and how far the request got. */
export class SendError extends Error {
  readonly phase: 'connecting' | 'sent' | 'answering'
  readonly code: string | undefined
  readonly status: number | undefined

  constructor(phase: SendError['phase'], cause: unknown, code?: string, status?: number) {
    super('no answer', { cause })
    this.phase = phase
    this.code = code
    this.status = status
  }
}

export function toResponse({ status, headers, text }: WholeAnswer): Response {
  return { ok: true, status, headers, text: async () => text } as unknown as Response
}

const refused = /^ECONNREFUSED$|client error \(Connect\).* refused|^ConnectionRefused$/
const unconnected =
  /^(ENOTFOUND|EAI_\w+|UND_ERR_CONNECT_TIMEOUT|\w*CERT\w*|UNABLE_TO_\w+|ERR_SSL_(WRONG_VERSION_NUMBER|.*HANDSHAKE_FAILURE)|.*client error \(Connect\).*|FailedToOpenSocket|bad port)$/

export function fetchSend(fetch: FetchFunction): Send {
  return async ({ url, method, headers, body }, { signal }) => {
    const written = typeof body === 'string' && 'Deno' in globalThis ? new Blob([body]) : body
    let response: Response
    try {
      response = await fetch(url, { method, headers, body: written ?? null, redirect: 'manual', signal })
    } catch (cause) {
      const trouble = innermost(cause)
      if (refused.test(trouble)) throw new SendError('connecting', cause, 'ECONNREFUSED')
      throw new SendError(unconnected.test(trouble) ? 'connecting' : 'sent', cause, trouble)
    }
    try {
      return { status: response.status, text: await response.text(), headers: response.headers }
    } catch (cause) {
      throw new SendError('answering', cause, undefined, response.status)
    }
  }
}

function innermost(error: unknown, depth = 5): string {
  const { cause, code, message } = Object(error) as { cause?: unknown; code?: unknown; message?: unknown }
  if (cause instanceof Error && depth) return innermost(cause, depth - 1)
  return String(code ?? message)
}
