import type { paths } from '@apikley/types/openapi'
import createClient, { type Client, type ClientPathsWithMethod, type MaybeOptionalInit } from 'openapi-fetch'
import type { OutgoingRequest, WholeAnswer } from './send/send.ts'
import { toResponse } from './send/to-response.ts'

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

/**
 * Writes a request and hands it to `send`, whose answer it answers. Throws an `UnwritableError` if it cannot be written,
 * and what `send` throws.
 */
export type Api = <Of extends Operation>(
  operation: Of,
  sent: Sent<Of>,
  send: (request: OutgoingRequest) => Promise<WholeAnswer>,
) => Promise<WholeAnswer>

/**
 * The one file that knows openapi-fetch, which writes the requests; what sends them is handed in as its `fetch`. `apiKey`
 * throws if there is none.
 */
export function createApi(baseUrl: string, apiKey: () => string): Api {
  const client = createClient<paths>({
    baseUrl,
    // Its own class, since a `Request` of the runtime costs as much as the rest of a call.
    Request: PlainRequest as unknown as typeof Request,
  })
  // The types hold each operation to what it takes; here they are all the same.
  const call = client.request as (method: string, path: string, init: object) => Promise<unknown>
  return async ({ method, path }, sent, send) => {
    const headers = { authorization: `Bearer ${apiKey()}` }
    let isWritten = false
    let answer: WholeAnswer | undefined
    const fetch = async (request: OutgoingRequest): Promise<object> => {
      isWritten = true
      answer = await send(request)
      return toResponse(answer)
    }
    try {
      // The answer is whole already, and read elsewhere.
      await call(method, path, { ...sent, headers, parseAs: 'stream', fetch })
      return answer!
    } catch (error) {
      throw isWritten ? error : new UnwritableError(error)
    }
  }
}

/** A request cannot be written as JSON, so nothing was sent. */
export class UnwritableError extends Error {
  constructor(cause: unknown) {
    super('it cannot be written', { cause })
  }
}

/** The request as openapi-fetch writes it. */
class PlainRequest implements OutgoingRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | FormData | undefined

  constructor(url: string, init: Pick<OutgoingRequest, 'method' | 'body'> & { readonly headers: Headers }) {
    this.url = url
    this.method = init.method
    this.headers = Object.fromEntries(init.headers)
    this.body = init.body
  }
}
