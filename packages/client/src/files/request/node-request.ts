import type { Duplex, Readable } from 'node:stream'
import { canUseNodeHttp, proxyOfEnvironment } from '../../http/send/node-http.ts'
import { headersOf, httpFor } from '../../http/send/node-module.ts'
import { unpack } from '../../http/send/unpack.ts'
import type { CheckedLookup } from './check-address.ts'
import { type DownloadAnswer, type DownloadRequest, isFramed } from './download-answer.ts'
import { connect, type Source } from './node-connection.ts'

/**
 * Whether downloads go over Node's own `http` rather than its `fetch`. That leaves 64 MB of read memory to the garbage
 * collector before it begins to collect, and resolves names by itself. It connects by itself too: not through a proxy.
 */
export function hasNodeRequest(): boolean {
  return canUseNodeHttp() && !proxyOfEnvironment()
}

/** Makes one request. What `lookup` rejects with, it rejects with. */
export function nodeRequest(
  { url, method, headers }: DownloadRequest,
  signal: AbortSignal,
  lookup: CheckedLookup | undefined,
): Promise<DownloadAnswer> {
  let connection: Source | undefined
  const createConnection = (): Duplex => {
    const made = connect(url, lookup)
    connection = made
    return made.duplex
  }
  return new Promise((resolve, reject) => {
    let fail: (failure: Error) => void = reject
    // Without an agent `http` knows no port that goes without saying, and addresses are signed for a host without one.
    const written = { ...headers, host: url.host }
    const sent = httpFor(url).request(url, { method, headers: written, createConnection }, (response) => {
      signal.removeEventListener('abort', stop)
      const given = headersOf(response)
      const body = unpack(response, response.headers['content-encoding'])
      // The response itself is never paused: what it has read would be lost with the connection.
      const reader = readerOf(body, body === response ? connection! : body)
      fail = reader.fail
      resolve({
        status: response.statusCode ?? 0,
        headers: given,
        // What unpacks knows the end of what it unpacks.
        isFramed: isFramed(given) || body !== response,
        read: reader.read,
        cancel: () => void sent.destroy(),
        ...(body === response && { release }),
      })
    })
    const stop = (): void => void sent.destroy(signal.reason as Error)
    signal.addEventListener('abort', stop)
    sent.on('error', (failure: Error & { code?: string }) => {
      // Of an answer that has begun, only what the parser says, such as of bytes beyond the end: the body tells the rest.
      if (fail === reject || failure.code?.startsWith('HPE_')) fail(failure)
    })
    sent.end()
  })
}

interface Reader {
  readonly read: () => Promise<Uint8Array | undefined>
  readonly fail: (failure: Error) => void
}

/** Reads a stream, one piece ahead, and stops what feeds it meanwhile. All that came is read before an error is told. */
function readerOf(body: Readable, source: Source): Reader {
  const pieces: Uint8Array[] = []
  const ends: { failure?: Error }[] = []
  let wake = (): void => {}
  body.on('data', (piece: Uint8Array) => {
    pieces.push(piece)
    source.pause()
    wake()
  })
  const stop = (how: { failure?: Error }): void => {
    ends.push(how)
    wake()
  }
  body.on('end', () => stop({}))
  body.on('error', (failure) => stop({ failure }))
  body.on('close', () => stop({ failure: new Error('the connection was closed') }))
  return {
    fail: (failure) => stop({ failure }),
    async read() {
      while (pieces.length + ends.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      const piece = pieces.shift()
      if (!piece && ends[0]?.failure) throw ends[0].failure
      if (pieces.length === 0) source.resume()
      return piece
    },
  }
}

/** The parser of `http` copies each body chunk into memory of its own, so nothing else is lost with it. */
function release({ buffer, byteLength }: Uint8Array): void {
  const memory = buffer as ArrayBuffer & { transfer?(length: number): unknown }
  if (byteLength === memory.byteLength) memory.transfer?.(0)
}
