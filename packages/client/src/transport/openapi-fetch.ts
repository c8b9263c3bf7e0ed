import type { paths } from '@apikley/types/openapi'
import {
  type Client,
  type ClientPathsWithMethod,
  createFinalURL,
  type MaybeOptionalInit,
} from 'openapi-fetch'
import type { FetchFunction } from '../options/options.ts'

/** What came back, read to its end; or why nothing (then `status` is 0) or not all of it did. */
export type Answer =
  | { readonly status: number; readonly text: string }
  | { readonly status: number; readonly failure: unknown }

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
      params: { ...params },
      querySerializer,
      // No path of this API has parameters.
      pathSerializer: String,
    })
    const written: FormData | string | undefined = body instanceof FormData ? body : JSON.stringify(body)
    // The type of a form is for `fetch` to tell: it holds the boundary.
    const type = typeof written === 'string' && { 'content-type': 'application/json' }
    const init: RequestInit = {
      method,
      headers: { authorization, ...type },
      body: written ?? null,
      // A redirect that is followed sends the key elsewhere, and a 307 sends the task twice.
      redirect: 'manual',
    }
    return async (signal) => {
      let status = 0
      try {
        const response = await fetch(url, { ...init, signal })
        status = response.status
        return { status, text: await response.text() }
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
  return Object.entries(query)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')
}
