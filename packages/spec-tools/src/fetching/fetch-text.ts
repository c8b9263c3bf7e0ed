import { SpecError } from '../spec-error.ts'
import type { Clock } from './clock.ts'

/** What is at an address: a text, or nothing any more. */
export type Fetched = { readonly text: string } | { readonly gone: string }

export interface FetchingOptions {
  readonly fetch: typeof fetch
  readonly clock: Clock
  /** Milliseconds until an answer has to be there as a whole. */
  readonly timeoutMs: number
  /** Bytes of an answer, after decompression. */
  readonly maxBytes: number
  /** How often a whole run may ask again after 429 and 503: one budget for all its addresses. */
  readonly maxRetries: number
}

export const fetchingDefaults = { timeoutMs: 20_000, maxBytes: 4_000_000, maxRetries: 20 } as const

const maxRedirects = 5
/** The longest that a server may ask us to wait, in milliseconds; whoever asks for more is told by a person. */
const maxRetryAfterMs = 60_000

/** Fetches texts. Makes no difference between kinds of text: servers label Markdown in many ways. */
export class Fetcher {
  readonly #options: FetchingOptions
  #retriesLeft: number

  constructor(options: FetchingOptions) {
    this.#options = options
    this.#retriesLeft = options.maxRetries
  }

  /**
   * The text at an address; `gone` where the server says that there is none (404, 410).
   * @throws SpecError for anything else than a text: what to make of it is for a person to say.
   */
  async fetch(address: URL): Promise<Fetched> {
    refuseAddress(address)
    let url = address
    let redirects = 0
    let waits = 0
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop
      const answer = await this.#request(url)
      if ('text' in answer || 'gone' in answer) return answer
      if ('to' in answer) {
        redirects += 1
        if (redirects > maxRedirects) throw failure(address, `redirects more than ${maxRedirects} times`)
        url = redirected(url, answer.to)
      } else {
        this.#retriesLeft -= 1
        const wait = answer.wait ?? 1000 * 2 ** waits
        waits += 1
        if (this.#retriesLeft < 0 || wait > maxRetryAfterMs)
          throw failure(url, `answers ${answer.status} still; try later`)
        // oxlint-disable-next-line no-await-in-loop
        await this.#options.clock.sleep(wait)
      }
    }
  }

  async #request(
    url: URL,
  ): Promise<
    Fetched | { readonly to: string } | { readonly status: number; readonly wait: number | undefined }
  > {
    const { fetch: send, clock, timeoutMs, maxBytes } = this.#options
    try {
      const response = await send(url, {
        redirect: 'manual',
        signal: clock.timeout(timeoutMs),
        headers: { accept: 'text/markdown, text/plain, application/yaml, application/json, */*;q=0.1' },
      })
      const { status, headers } = response
      if (status === 200) return { text: await readText(response, maxBytes) }
      await response.body?.cancel()
      if (status === 404 || status === 410) return { gone: `${url.href}: answers ${status}` }
      const to = headers.get('location')
      if (status >= 300 && status < 400 && to !== null) return { to }
      if (status === 429 || status === 503) return { status, wait: retryAfter(headers, clock.now()) }
      throw new Error(`answers HTTP ${status}`)
    } catch (error) {
      throw failure(url, reasonOf(error))
    }
  }
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

async function readText(response: Response, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) throw new Error(`is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return decode(Buffer.concat(chunks))
}

/** @throws Error when the bytes are no UTF-8: a page is kept byte for byte. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Error('is no text in UTF-8')
  }
}

/** Seconds, or a date (RFC 9110, section 10.2.3), as milliseconds from now. */
function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')
  if (value === null) return undefined
  if (/^\d+$/.test(value)) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

function failure(url: URL, reason: string): SpecError {
  return new SpecError([`${url.href}: ${reason}.`])
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'gives no answer in time'
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message
}
