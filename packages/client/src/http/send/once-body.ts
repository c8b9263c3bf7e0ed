import { isMocked } from './node-http.ts'
import { isDeno, isNode } from './runtime.ts'

/** The part of `fetch`'s options that says what is sent. */
export interface SentBody {
  body: NonNullable<RequestInit['body']> | null
  headers?: Record<string, string>
  duplex?: 'half'
  keepalive?: boolean
}

/**
 * A text that can be read as bytes once. undici sends a request again after an answer of 421 if it still has the body,
 * which it has of anything but a stream; a stream would be written as `[object ReadableStream]` by what else calls
 * itself `fetch` on Node, and this as the text that it is.
 */
class OnceText extends String {
  #isRead = false

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    if (this.#isRead) throw new Error('The request was sent already, and is not sent again')
    this.#isRead = true
    yield new TextEncoder().encode(this.valueOf())
  }
}

/**
 * A body that the layer below cannot send a second time by itself. Browsers have no better form than a text: Chromium
 * streams over HTTP/2 only.
 */
export function onceBody(text: string): SentBody {
  if (isNode() && !isMocked()) {
    return {
      // Node's `fetch` takes it, and its types do; those of a browser do not.
      // oxlint-disable-next-line typescript/no-unnecessary-type-assertion
      body: new OnceText(text) as unknown as string,
      // Else it is sent in chunks, which not every server takes.
      headers: { 'content-length': String(new TextEncoder().encode(text).length) },
      duplex: 'half',
    }
  }
  // When a connection breaks that was kept open, Deno sends a text a second time, and a Blob only once.
  if (isDeno()) return { body: new Blob([text]) }
  // So does Bun up to 1.3.11 whatever the body, unless the request gets a connection of its own.
  return { body: text, keepalive: false }
}
