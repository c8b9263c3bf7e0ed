import type { IncomingMessage } from 'node:http'
import { messageOf } from '../message.ts'
import { RefusedTarget, type Reach } from '../outbound/reach.ts'
import { sendRequest } from '../outbound/request.ts'

const timeoutMs = 30_000
const mostRedirects = 5

/** A file, or why there is none, in words that follow the URL's name. */
export type Fetched =
  | { bytes: Uint8Array; type: string; name?: string }
  /** `refused`: by the mock, because of the address. */
  | { problem: string; refused?: true }

/** Fetches a file of at most `limit` bytes from another server. Never rejects. */
export async function fetchFile(
  url: URL,
  limit: number,
  { closing, reach }: { closing: AbortSignal; reach: Reach },
): Promise<Fetched> {
  let response: IncomingMessage | undefined
  try {
    response = await follow(url, AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]), reach)
    const { statusCode: status = 0, headers } = response
    const encoding = headers['content-encoding'] ?? 'identity'
    if (status < 200 || status > 299) return { problem: `could not be fetched: it answered HTTP ${status}.` }
    if (encoding !== 'identity')
      return { problem: `could not be fetched: it was sent as ${encoding}, which was not asked for.` }
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response as AsyncIterable<Uint8Array>) {
      size += chunk.length
      if (size > limit) return { problem: `is larger than the ${limit} bytes that the mock takes.` }
      chunks.push(chunk)
    }
    const type = headers['content-type']?.split(';', 1)[0] ?? ''
    const name = nameIn(url)
    return { bytes: Buffer.concat(chunks), type, ...(name !== '' && { name }) }
  } catch (error) {
    return error instanceof RefusedTarget
      ? { problem: error.message, refused: true }
      : { problem: `could not be fetched: ${messageOf(error)}.` }
  } finally {
    // Whatever was not read would keep the connection open.
    response?.destroy()
  }
}

// Every hop goes through the same check, so none leads where the first could not.
async function follow(first: URL, signal: AbortSignal, reach: Reach): Promise<IncomingMessage> {
  let url = first
  for (let redirects = 0; ; redirects += 1) {
    const response = await sendRequest(reach, url, { purpose: 'upload', method: 'GET', signal })
    const { statusCode = 0, headers } = response
    const { location } = headers
    if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) return response
    response.destroy()
    if (redirects === mostRedirects) throw new Error(`it redirects more than ${mostRedirects} times`)
    if (!URL.canParse(location, url.href)) throw new Error('it redirects to an address that is no URL')
    url = new URL(location, url)
  }
}

/** The last part of a URL's path, as a file's name. */
export function nameIn({ pathname }: URL): string {
  const name = pathname.slice(pathname.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
