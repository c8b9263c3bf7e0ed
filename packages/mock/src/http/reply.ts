import { validateHeaderValue, type IncomingMessage, type ServerResponse } from 'node:http'
import { asNode } from '../contract/document.ts'
import { refusal } from '../envelope.ts'
import { messageOf } from '../message.ts'

/** An answer before it is written. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: Uint8Array | string
  /** Code of the envelope inside, for the log. */
  code?: number
  /** What is wrong with the request, for the log, where the answer itself does not say it. */
  problem?: string
}

// Whatever an answer holds, opened in a browser it runs nothing, is taken for nothing else, and no page of another
// origin has it as a picture or a script.
const guards = {
  'content-security-policy': 'sandbox',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
}

/** An answer with an envelope, or with whatever else an example of the document is. */
export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const { code } = asNode(value)
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value) ?? '',
    ...(typeof code === 'number' && { code }),
  }
}

/**
 * The answer that the work comes to, ready to be written. When the work fails, or makes what cannot be written, that is
 * reported and answered with 500.
 */
export async function readyReply(work: Promise<Reply>, defect: (error: unknown) => void): Promise<Reply> {
  try {
    return guarded(await work)
  } catch (error) {
    defect(error)
    return guarded(jsonReply(500, refusal(500, `The mock itself failed: ${messageOf(error)}`)))
  }
}

// An answer's own headers go before the guards.
function guarded(reply: Reply): Reply {
  const headers = { ...guards, ...reply.headers }
  for (const [name, value] of Object.entries(headers)) validateHeaderValue(name, value)
  return { ...reply, headers }
}

/** An answer that is ready to be written, made of nothing that could not be. */
export function plainReply(status: number, message: string): Reply {
  return guarded(jsonReply(status, refusal(status, message)))
}

/** Writes the answer; a HEAD request gets its headers alone. */
export function writeReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const empty = reply.status === 204 || reply.status === 304
  const length = empty ? {} : { 'content-length': String(Buffer.byteLength(reply.body)) }
  response.writeHead(reply.status, { ...reply.headers, ...length })
  if (empty || request.method === 'HEAD') response.end()
  else response.end(reply.body)
}
