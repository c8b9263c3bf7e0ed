import { isNode } from '../../http/send/runtime.ts'
import { readAhead } from './read-ahead.ts'

/** One request of a download. */
export interface DownloadRequest {
  readonly url: URL
  readonly method: 'GET' | 'HEAD'
  readonly headers: Readonly<Record<string, string>>
}

/** What came for a request, as far as a download reads it; whatever made the request. */
export interface DownloadAnswer {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /**
   * Whether the body says itself where it ends, by a length or in chunks, so that one that breaks off is known to have.
   * Else it ends with the connection, however that ends.
   */
  readonly isFramed: boolean
  /** The next bytes of the body; nothing at its end. */
  read(): Promise<Uint8Array | undefined>
  /** No more is read. */
  cancel(): void
  /** Gives the memory of bytes back that `read` gave, which nobody holds any more. */
  release?(bytes: Uint8Array): void
}

export function fetched({ status, headers, body }: Response): DownloadAnswer {
  const reader = body?.getReader()
  const told = headers.get('content-length') ?? ''
  const length = /^\d+$/.test(told) ? Number(told) : Infinity
  const ahead = reader && isNode() ? readAhead(reader, length) : undefined
  return {
    status,
    headers,
    isFramed: isFramed(headers),
    read: ahead ?? (async () => (await reader?.read())?.value),
    cancel: () => void reader?.cancel().catch(() => {}),
  }
}

/** HTTP/2 needs neither, and does not show through `fetch`: there the end has to be proven otherwise. */
export function isFramed(headers: DownloadAnswer['headers']): boolean {
  const isChunked = /\bchunked\s*$/i.test(headers.get('transfer-encoding') ?? '')
  return isChunked || /^\d+$/.test(headers.get('content-length') ?? '')
}
