import type { IncomingMessage, ServerResponse } from 'node:http'
import { asNode } from '../contract/document.ts'

/** An answer before it is written. */
export interface Reply {
  status: number
  headers: Record<string, string>
  body: Uint8Array | string
  /** Code of the envelope inside, for the log. */
  code?: number
}

/** An answer with an envelope, or with whatever else an example of the document is. */
export function jsonReply(status: number, value: unknown, headers: Record<string, string> = {}): Reply {
  const { code } = asNode(value)
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(value) ?? '',
    ...(typeof code === 'number' && { code }),
  }
}

/** Writes the answer; a HEAD request gets its headers alone. */
export function writeReply(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const empty = reply.status === 204 || reply.status === 304
  const length = empty ? {} : { 'content-length': String(Buffer.byteLength(reply.body)) }
  response.writeHead(reply.status, { ...reply.headers, ...length })
  if (empty || request.method === 'HEAD') response.end()
  else response.end(reply.body)
}
