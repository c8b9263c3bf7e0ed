import { configurationError } from '../errors/configuration-error.ts'
import { show } from '../schema/values.ts'
import type { CallbackHandler } from './callback-options.ts'

/** What is read of a request of `node:http` or Express. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** The whole address, where Express has taken the beginning of `url` off. */
  readonly originalUrl?: string | undefined
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Whether the whole request has arrived. */
  readonly complete?: boolean | undefined
  /** Whether somebody has read it to its end, such as `express.json()`, */
  readonly readableEnded?: boolean | undefined
  /** and what they have made of it. */
  readonly body?: unknown
}

/** What is written of a response of `node:http` or Express. */
export interface NodeResponse {
  readonly headersSent: boolean
  writeHead(status: number, headers: Record<string, string>): unknown
  end(text?: string): unknown
}

/** Serves a handler in `node:http` or Express. */
export type NodeHandler = (
  request: NodeRequest,
  response: NodeResponse,
  next?: (error?: unknown) => void,
) => void

/**
 * Makes a handler of Fetch requests one for `createServer` of `node:http`, and for Express, before or behind
 * `express.json()`. Of the address that the handler sees, path and query are real, the host is not. What it rejects
 * with goes to Express, or becomes a warning of the process and HTTP 500.
 *
 * @example
 * app.post('/apikley', nodeHandler(apikley.callbacks.handler({ onTask: (task, { key }) => save(key, task) })))
 */
export function nodeHandler(handler: CallbackHandler): NodeHandler {
  if (typeof handler !== 'function') {
    throw configurationError(
      `nodeHandler takes a handler, received ${show(handler)}`,
      'Give nodeHandler(apikley.callbacks.handler()).',
    )
  }
  return (request, response, next) => void serve(handler, request, response, next)
}

async function serve(
  handler: CallbackHandler,
  request: NodeRequest,
  response: NodeResponse,
  next: ((error: unknown) => void) | undefined,
): Promise<void> {
  try {
    const answer = await handler(fetchRequestOf(request))
    const text = await answer.text()
    const headers = Object.fromEntries(answer.headers)
    // What is left of a body that was too large is not waited for.
    if (!request.complete) headers['connection'] = 'close'
    response.writeHead(answer.status, headers)
    response.end(text)
  } catch (error) {
    if (next) return next(error)
    process.emitWarning(error instanceof Error ? error : String(error))
    if (!response.headersSent) response.writeHead(500, { connection: 'close' })
    response.end()
  }
}

function fetchRequestOf(request: NodeRequest): Request {
  const { method, originalUrl, url = '/', readableEnded, body } = request
  const [path, host] = [originalUrl ?? url, 'http://localhost/']
  const address = URL.canParse(path, host) ? new URL(path, host) : host
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    // HTTP/2 has some that begin with a colon.
    if (typeof value === 'string' && !name.startsWith(':')) headers.set(name, value)
  }
  // Some methods cannot be written down, and none but this one is taken.
  if (method !== 'POST') return new Request(address, { headers })
  const isRead = readableEnded !== false && body !== undefined
  if (isRead) headers.delete('content-length')
  const sent = isRead ? textOf(body) : streamOf(request)
  // Not in all descriptions of a request, but demanded of those that are read bit by bit.
  const init = { method, headers, body: sent, duplex: 'half' as const }
  return new Request(address, init)
}

function textOf(body: unknown): string {
  if (body instanceof Uint8Array) return new TextDecoder().decode(body)
  return typeof body === 'string' ? body : JSON.stringify(body)
}

/** When it is cancelled the rest stays unread; to end the iteration would take the connection from the answer. */
function streamOf(request: AsyncIterable<unknown>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const parts = request[Symbol.asyncIterator]()
  return new ReadableStream({
    pull: async (stream) => {
      const { done, value } = await parts.next()
      if (done) stream.close()
      else stream.enqueue(value as Uint8Array<ArrayBuffer>)
    },
  })
}
