import type Http from 'node:http'
import type { Socket } from 'node:net'
import { proxyOfEnvironment } from './node-http.ts'
import { headersOf, httpFor } from './node-module.ts'
import { isRefusedByPlatform } from './platform-refusal.ts'
import { type FailureReason, type Phase, SendError } from './send-error.ts'
import type { OutgoingRequest, Send } from './send.ts'
import { TextCollector, TooLargeError } from './text-collector.ts'
import { unpack } from './unpack.ts'

/**
 * Sends a text by Node's `http`: nothing below can send it again. Nothing is written before the connection stands and
 * its certificate is trusted, so what failed until then was certainly not sent.
 */
export const nodeSend: Send = (request, { signal, ownConnection = false, maxBytes, onData }) =>
  new Promise((resolve, reject) => {
    let phase: Phase = 'unsent'
    let status: number | undefined
    let sent: Http.ClientRequest | undefined
    const abort = (): void => fail('aborted', signal?.reason)
    const fail = (reason: FailureReason, cause: unknown): void => {
      signal?.removeEventListener('abort', abort)
      reject(new SendError({ phase, reason, status, cause }))
      sent?.destroy()
    }
    const broken = (cause: unknown): void =>
      fail(phase === 'connecting' && isRefusedByPlatform(cause) ? 'platform' : 'connection', cause)

    if (signal?.aborted) return abort()
    try {
      sent = open(request, ownConnection)
    } catch (error) {
      return fail('invalid', error)
    }
    phase = 'connecting'
    signal?.addEventListener('abort', abort)
    sent.on('error', broken)
    sent.on('socket', (socket) => {
      whenConnected(socket, () => {
        if (sent?.destroyed) return
        phase = 'sent'
        sent?.end(request.body)
      })
    })
    sent.on('response', (response) => {
      const { statusCode = 0 } = response
      phase = 'answering'
      status = statusCode
      onData?.()
      const text = new TextCollector(maxBytes)
      const body = unpack(response, response.headers['content-encoding'])
      body.on('error', broken)
      body.on('data', (piece: Uint8Array) => {
        onData?.()
        try {
          text.add(piece)
        } catch (error) {
          body.destroy()
          fail(error instanceof TooLargeError ? 'too-large' : 'connection', error)
        }
      })
      body.on('end', () => {
        signal?.removeEventListener('abort', abort)
        resolve({ status: statusCode, headers: headersOf(response), text: text.end() })
      })
    })
    // Nothing else tells of an upgrade that nobody asked for.
    sent.on('close', () => status ?? broken(new Error('the connection was closed')))
  })

/** Begins to connect; the request is written when it is ended. Throws if it cannot be written. */
function open({ url, method, headers, body }: OutgoingRequest, ownConnection: boolean): Http.ClientRequest {
  if (typeof body === 'object') throw new TypeError('a form goes by fetch')
  const address = new URL(url)
  const { Agent, request } = httpFor(address)
  const proxyEnv = proxyOfEnvironment()
  return request(address, {
    method,
    headers: { accept: '*/*', 'accept-encoding': 'gzip, br', 'user-agent': 'node', ...headers },
    // Else Node's own keeps the connections, for some seconds.
    ...(ownConnection && { agent: new Agent({ keepAlive: false, ...(proxyEnv && { proxyEnv }) }) }),
  })
}

/** What is read of a socket: `http` may have been given another by a mock. */
interface Connection extends Socket {
  readonly secureConnecting?: boolean
}

function whenConnected(socket: Connection, call: () => void): void {
  if (socket.destroyed) return
  // A mock without the system's socket waits for the request. A tunnel through a proxy stands already.
  if (!Reflect.get(socket, '_handle')) call()
  else if (socket.secureConnecting) socket.once('secureConnect', call)
  else if (socket.connecting) socket.once('connect', call)
  else call()
}
