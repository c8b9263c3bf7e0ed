import { AwsClient } from 'aws4fetch'

/** Where an object is, and who may write it. */
export interface S3Location {
  readonly url: string
  readonly region: string | undefined
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string | undefined
  /** How long one request may take, in milliseconds. */
  readonly timeoutMs: number
}

/** The requests about one object of S3, of which this file alone knows how they are written and signed. */
export class S3Object {
  readonly #location: S3Location
  readonly #client: AwsClient

  constructor(location: S3Location) {
    this.#location = location
    const { region, accessKeyId, secretAccessKey, sessionToken } = location
    this.#client = new AwsClient({
      service: 's3',
      accessKeyId,
      secretAccessKey,
      ...(region !== undefined && { region }),
      ...(sessionToken !== undefined && { sessionToken }),
    })
  }

  /** Its size; nothing if it is not there, or may not be looked at. */
  async size(): Promise<number | undefined> {
    const answer = await this.#ask('HEAD', '')
    return answer.ok ? Number(answer.headers.get('content-length')) : undefined
  }

  /** Writes all of it in one request. */
  async put(bytes: Bytes, contentType: string, signal: AbortSignal): Promise<void> {
    await this.#demand('PUT', '', { bytes, contentType, signal })
  }

  /** Begins an upload in parts, of which nothing is seen before it is completed. Answers its id. */
  async begin(contentType: string): Promise<string> {
    const text = await this.#demand('POST', '?uploads=', { contentType })
    const id = textIn(text, 'UploadId')
    if (id) return id
    throw new Error(`${this.#location.url} was not begun: the answer has no UploadId`)
  }

  /** Writes a part, from 1. Answers its tag. */
  async part(uploadId: string, number: number, bytes: Bytes, signal: AbortSignal): Promise<string> {
    const query = `?partNumber=${number}&uploadId=${encodeURIComponent(uploadId)}`
    const tags: string[] = []
    await this.#demand('PUT', query, {
      bytes,
      signal,
      seen: (answer) => tags.push(answer.headers.get('etag') ?? ''),
    })
    return tags[0]!
  }

  /** Makes the object of its parts, by their tags. */
  async complete(uploadId: string, tags: readonly string[]): Promise<void> {
    const parts = tags.map(
      (tag, index) => `<Part><PartNumber>${index + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
    )
    const bytes = new TextEncoder().encode(
      `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${parts.join('')}</CompleteMultipartUpload>`,
    )
    const query = `?uploadId=${encodeURIComponent(uploadId)}`
    const text = await this.#demand('POST', query, { bytes, contentType: 'application/xml' })
    // The status is sent before the parts are joined: what fails then comes with 200.
    if (textIn(text, 'ETag') === undefined) throw failed('POST', this.#location.url, 200, text)
  }

  /** Drops an upload and its parts. */
  async cancel(uploadId: string): Promise<void> {
    const answer = await this.#ask('DELETE', `?uploadId=${encodeURIComponent(uploadId)}`)
    // One that is not there was completed, or dropped before.
    if (!answer.ok && answer.status !== 404) {
      throw failed('DELETE', this.#location.url, answer.status, await answer.text())
    }
  }

  async #demand(method: string, query: string, sent: Sent): Promise<string> {
    const answer = await this.#ask(method, query, sent)
    const text = await answer.text()
    if (!answer.ok) throw failed(method, this.#location.url, answer.status, text)
    sent.seen?.(answer)
    return text
  }

  async #ask(method: string, query: string, { bytes, contentType, signal }: Sent = {}): Promise<Response> {
    const { url, timeoutMs } = this.#location
    const limit = AbortSignal.timeout(timeoutMs)
    const digest = await crypto.subtle.digest('SHA-256', bytes ?? new Uint8Array())
    const request = {
      method,
      headers: {
        // Told, the server refuses bytes that were changed on the way.
        'x-amz-content-sha256': Array.from(new Uint8Array(digest), (byte) =>
          byte.toString(16).padStart(2, '0'),
        ).join(''),
        ...(contentType !== undefined && { 'content-type': contentType }),
      },
      ...(bytes && { body: bytes }),
    }
    const stop = signal ? AbortSignal.any([signal, limit]) : limit
    for (let tries = 0; ; tries++) {
      const signed = await this.#client.sign(url + query, request)
      // Not as a `Request`, and so not by aws4fetch: Node forgets the signal of one when it collects garbage.
      const { headers } = signed
      const answer = await fetch(signed.url, { ...request, headers, signal: stop, redirect: 'manual' })
      // An answer of 5xx or 429, such as SlowDown, for some 3 s; what is sent twice has the same effect.
      if (tries === mostRetries || (answer.status < 500 && answer.status !== 429)) return answer
      await answer.body?.cancel()
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** tries))
    }
  }
}

const mostRetries = 6

type Bytes = Uint8Array<ArrayBuffer>

interface Sent {
  readonly bytes?: Bytes
  readonly contentType?: string
  readonly signal?: AbortSignal
  readonly seen?: (answer: Response) => void
}

/** What a server says of a request that it refuses: neither the credentials nor the signature. */
function failed(method: string, url: string, status: number, text: string): Error {
  const [code = '', message = ''] = [textIn(text, 'Code'), textIn(text, 'Message')]
  return new Error(`[${method}] ${url}: ${[status, code, message].filter(Boolean).join(' ')}`)
}

function textIn(xml: string, name: string): string | undefined {
  return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1]
}
