import { onAbort } from '../../clock/on-abort.ts'
import { isBeforeSending } from './fetch-phase.ts'
import { onceBody, type SentBody } from './once-body.ts'
import { isRefusedByPlatform } from './platform-refusal.ts'
import { isNode } from './runtime.ts'
import { type FailureReason, SendError } from './send-error.ts'
import type { FetchFunction, OutgoingRequest, Send, WholeAnswer } from './send.ts'
import { TextCollector, TooLargeError } from './text-collector.ts'

/** Sends by a `fetch`, in a form that the layer below cannot send again by itself. */
export function fetchSend(fetch: FetchFunction): Send {
  return async (request, { signal, maxBytes, onData }) => {
    let status: number | undefined
    const failure = (reason: FailureReason, cause: unknown): SendError => {
      const isRefused = reason === 'connection' && status === undefined && isRefusedByPlatform(cause)
      if (isRefused) return new SendError({ phase: 'unsent', reason: 'platform', cause })
      // The reason of an abort is the caller's, and tells nothing of the connection.
      const isUnsent = reason === 'connection' && isBeforeSending(cause)
      const phase = status !== undefined ? 'answering' : isUnsent ? 'connecting' : 'sent'
      return new SendError({ phase, reason, status, cause })
    }
    if (signal?.aborted) throw new SendError({ phase: 'unsent', reason: 'aborted', cause: signal.reason })
    checkRequest(request)

    const controller = new AbortController()
    const work = async (): Promise<WholeAnswer> => {
      try {
        const response = await fetch(request.url, initOf(request, controller.signal))
        status = response.status
        onData?.()
        return { status, headers: response.headers, text: await readText(response, maxBytes, onData) }
      } catch (error) {
        throw failure(error instanceof TooLargeError ? 'too-large' : 'connection', error)
      }
    }
    // Not every `fetch` listens to its signal.
    let forgetSignal = (): void => {}
    const aborted = new Promise<never>((_, reject) => {
      forgetSignal = onAbort(signal, () => {
        reject(failure('aborted', signal?.reason))
        controller.abort(signal?.reason)
      })
    })
    try {
      return await Promise.race([work(), aborted])
    } finally {
      forgetSignal()
    }
  }
}

/** Nothing that `fetch` rejects with tells whether it refused the request itself. */
function checkRequest({ url, headers }: OutgoingRequest): void {
  try {
    void [new URL(url), new Headers(headers)]
  } catch (cause) {
    throw new SendError({ phase: 'unsent', reason: 'invalid', cause })
  }
}

function initOf({ method, headers, body }: OutgoingRequest, signal: AbortSignal): RequestInit {
  const sent: SentBody = typeof body === 'string' ? onceBody(body) : { body: body ?? null }
  return {
    method,
    ...sent,
    headers: { ...headers, ...sent.headers },
    // A redirect that is followed sends the key elsewhere, and a 307 the task twice.
    redirect: 'manual',
    ...(knowsCache() && { cache: 'no-store' }),
    signal,
  }
}

let cacheIsKnown: boolean | undefined

/** Whether requests can be kept from caches. Workers throw at the option up to the compatibility date 2024-11-10. */
function knowsCache(): boolean {
  return (cacheIsKnown ??= isNode() || takesCache())
}

function takesCache(): boolean {
  try {
    return !!new Request('http://localhost/', { cache: 'no-store' })
  } catch {
    return false
  }
}

async function readText(
  response: Response,
  maxBytes: number,
  onData: (() => void) | undefined,
): Promise<string> {
  const { headers, body } = response
  const length = Number(headers.get('content-length') ?? Infinity)
  const isWithin = length <= maxBytes && !headers.get('content-encoding')
  // The shorter way, where nothing can grow.
  if (isWithin || !body) return response.text()
  const text = new TextCollector(maxBytes)
  const reader = body.getReader()
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      onData?.()
      text.add(next.value)
    }
    return text.end()
  } catch (error) {
    reader.cancel().catch(() => {})
    throw error
  }
}
