import ky, { isHTTPError, type KyInstance } from 'ky'
import { reasonOf, SpecError } from '@apikley/pages/document'

/** What is at an address: a text, or nothing any more. */
export type Fetched = { readonly text: string } | { readonly gone: string }

export interface FetchingOptions {
  /** Milliseconds until an answer has to begin, and once more until it has to be there as a whole. */
  readonly timeoutMs: number
  /** Bytes of an answer, after decompression. */
  readonly maxBytes: number
  /** How often a whole run may ask again after 429 and 503: one budget for all its addresses. */
  readonly maxRetries: number
}

export const fetchingDefaults = { timeoutMs: 20_000, maxBytes: 4_000_000, maxRetries: 20 } as const

const maxRedirects = 5
/** The longest wait in milliseconds; of a server that asks for more, or is busy for longer, a person is told. */
const maxWaitMs = 60_000
const busy = [429, 503]

/** Fetches texts. Makes no difference between kinds of text: servers label Markdown in many ways. */
export class Fetcher {
  readonly #http: KyInstance

  constructor({ timeoutMs, maxBytes, maxRetries }: FetchingOptions = fetchingDefaults) {
    let retriesLeft = maxRetries
    this.#http = ky.create({
      redirect: 'manual',
      timeout: timeoutMs,
      headers: { accept: 'text/markdown, text/plain, application/yaml, application/json, */*;q=0.1' },
      retry: {
        limit: maxRetries,
        statusCodes: busy,
        delay: backoff,
        backoffLimit: maxWaitMs,
        // Of other headers that name a time.
        maxRetryAfter: maxWaitMs,
        shouldRetry: ({ error, retryCount }) => {
          if (!isHTTPError(error) || !busy.includes(error.response.status)) return false
          if (waitOf(error.response.headers, retryCount) > maxWaitMs) return false
          retriesLeft -= 1
          // The time that the server names, or else the delay.
          return retriesLeft < 0 ? false : undefined
        },
      },
      onDownloadProgress: ({ transferredBytes }) => {
        if (transferredBytes > maxBytes) throw new Error(`is larger than ${maxBytes} bytes`)
      },
    })
  }

  /**
   * The text at an address; `gone` where the server says that there is none (404, 410).
   * @throws SpecError for anything else than a text: what to make of it is for a person to say.
   */
  async fetch(address: URL): Promise<Fetched> {
    refuseAddress(address)
    let url = address
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      // oxlint-disable-next-line no-await-in-loop
      const answer = await this.#request(url)
      if (!('to' in answer)) return answer
      url = redirected(url, answer.to)
    }
    throw failure(address, `redirects more than ${maxRedirects} times`)
  }

  async #request(url: URL): Promise<Fetched | { readonly to: string }> {
    try {
      const answer = this.#http(url)
      const { status } = await answer
      if (status !== 200) throw new Error(`answers HTTP ${status}`)
      return { text: decode(await answer.bytes()) }
    } catch (error) {
      if (!isHTTPError(error)) throw failure(url, why(error))
      const { status, headers } = error.response
      const to = headers.get('location')
      if (status === 404 || status === 410) return { gone: `${url.href}: answers ${status}` }
      if (status >= 300 && status < 400 && to !== null) return { to }
      throw failure(
        url,
        busy.includes(status) ? `answers ${status} still; try later` : `answers HTTP ${status}`,
      )
    }
  }
}

/** Milliseconds: what the server names, in seconds or as a date (RFC 9110, section 10.2.3), or longer each time. */
function waitOf(headers: Headers, attempt: number): number {
  const after = headers.get('retry-after')
  if (after === null) return backoff(attempt)
  return /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now()
}

function backoff(attempt: number): number {
  return 1000 * 2 ** (attempt - 1)
}

const onThisMachine = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

/** An address goes into `sources.json`, which everybody reads. */
function refuseAddress(url: URL): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw failure(url, 'is not an address of http or https')
  }
  // A page says where keys and money go: nobody on the way may write into it.
  if (url.protocol === 'http:' && !onThisMachine.test(url.hostname)) {
    throw failure(url, 'is not an address of https. Give that one, or save the page and name the file')
  }
  if (url.username || url.password) {
    throw new SpecError([
      `${url.protocol}//…@${url.host}${url.pathname}: holds a name or a password. Leave it out.`,
    ])
  }
}

/** A redirect may lead to another place of the same site, and to its safer scheme. */
function redirected(from: URL, to: string): URL {
  const target = URL.canParse(to, from.href) ? new URL(to, from) : undefined
  const isSafer = from.protocol === 'http:' && target?.protocol === 'https:'
  if (target && target.host === from.host && (target.protocol === from.protocol || isSafer)) return target
  throw failure(
    from,
    `redirects to ${target?.href ?? to}, which is another site. Give that address, if you trust it`,
  )
}

/** @throws Error when the bytes are no UTF-8: a page is kept byte for byte. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Error('is no text in UTF-8')
  }
}

function failure(url: URL, reason: string): SpecError {
  return new SpecError([`${url.href}: ${reason}.`])
}

function why(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'gives no answer in time'
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && cause.message !== ''
    ? `${reasonOf(error)} (${cause.message})`
    : reasonOf(error)
}
