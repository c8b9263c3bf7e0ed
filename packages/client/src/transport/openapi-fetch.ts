import type { paths } from '@apikley/types/openapi'
import {
  type Client,
  type ClientPathsWithMethod,
  createFinalURL,
  type MaybeOptionalInit,
} from 'openapi-fetch'
import type { FetchFunction } from '../options/options.ts'

/** What came back, read to its end; or why nothing (then `status` is 0) or not all of it did. */
export type Answer = WholeAnswer | { readonly status: number; readonly failure: unknown }

/** An answer, read to its end. */
export interface WholeAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** An operation of the spec, by its method and path. */
export type Operation = OperationBy<'GET'> | OperationBy<'POST'>

interface OperationBy<Method extends 'GET' | 'POST'> {
  readonly method: Method
  readonly path: ClientPathsWithMethod<Client<paths>, Lowercase<Method>>
}

/** What an operation takes by the spec. */
export type Sent<Of extends Operation> = Of['path'] extends '/file-upload/api/file-stream-upload'
  ? { body: FormData }
  : Pick<NonNullable<MaybeOptionalInit<paths[Of['path']], Lowercase<Of['method']>>>, 'body' | 'params'>

/** Writes a request; throws if that cannot be done. What it hands back sends the request and reads the answer. */
export type Engine = <Of extends Operation>(
  operation: Of,
  sent: Sent<Of>,
) => (signal: AbortSignal) => Promise<Answer>

/**
 * The one file that knows openapi-fetch: its types hold every request to the spec, and it writes the address. The
 * client that it has besides is left out: it is mostly middleware and the reading of answers, which is done differently
 * here, and bundlers cannot take that off it.
 */
export function createEngine(baseUrl: string, apiKey: string, fetch: FetchFunction): Engine {
  const authorization = `Bearer ${apiKey}`
  return ({ method, path }: Operation, { params, body }: Unchecked) => {
    const url = createFinalURL(path, {
      baseUrl,
      params: params ?? {},
      querySerializer,
      // No path of this API has parameters.
      pathSerializer: String,
    })
    let written: FormData | Blob | string | undefined = body instanceof FormData ? body : JSON.stringify(body)
    const headers: Record<string, string> = { authorization }
    // The type of a form is for `fetch` to tell: it holds the boundary.
    if (typeof written === 'string') {
      headers['content-type'] = 'application/json'
      // When a connection breaks that it had kept open, Deno sends a text a second time, and a Blob only once.
      if ('Deno' in globalThis) written = new Blob([written])
    }
    const init: RequestInit = {
      method,
      headers,
      body: written ?? null,
      // A redirect that is followed sends the key elsewhere, and a 307 sends the task twice.
      redirect: 'manual',
    }
    return async (signal) => {
      let status = 0
      init.signal = signal
      try {
        const response = await fetch(url, init)
        status = response.status
        return { status, text: await response.text(), headers: response.headers }
      } catch (failure) {
        return { status, failure }
      }
    }
  }
}

/** The same for all operations, as {@link Sent} has it for each. */
interface Unchecked {
  params?: { query?: Record<string, unknown> } | undefined
  body?: unknown
}

/** All parameters of this API are plain texts. */
function querySerializer(query: Record<string, unknown>): string {
  let written = ''
  for (const name in query) written += `&${name}=${encodeURIComponent(String(query[name]))}`
  return written.slice(1)
}
