import type { IncomingMessage } from 'node:http'

const bodies = new WeakMap<IncomingMessage, Uint8Array>()

/** The body of a request, once it was read. */
export function bodyOf(request: IncomingMessage): Uint8Array | undefined {
  return bodies.get(request)
}

/** The request's body, or `'too-large'` as soon as it is known to exceed the limit. */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Uint8Array<ArrayBuffer> | 'too-large'> {
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers
  if (Number(length ?? 0) > limit) return 'too-large'
  // RFC 9112, 6.3: without either there is no body.
  if (length === undefined && encoding === undefined) return Buffer.alloc(0)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Uint8Array>) {
    size += chunk.length
    // Leaving the loop would destroy the socket before the answer is out; the rest is read and dropped instead.
    if (size <= limit) chunks.push(chunk)
    else chunks.length = 0
  }
  if (size > limit) return 'too-large'
  const body = Buffer.concat(chunks)
  bodies.set(request, body)
  return body
}
