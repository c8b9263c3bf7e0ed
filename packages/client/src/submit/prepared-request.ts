import { canonical } from '../schema/values.ts'

/** A checked request: a copy, since the caller's objects can change before it is sent. */
export interface PreparedRequest {
  readonly model: string
  readonly input: object | string
  /** The caller's own. */
  readonly callBackUrl?: string
  /** What is sent beside these. */
  readonly fields?: object
  /** SHA-256 (hex) of all of them. */
  readonly fingerprint: string
}

/** Copies a request at once, and works out its fingerprint. Throws if JSON cannot hold it. */
export async function prepareRequest(request: object): Promise<PreparedRequest> {
  const text = canonical(request)
  const copy: Omit<PreparedRequest, 'fingerprint'> = JSON.parse(text)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const fingerprint = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { ...copy, fingerprint }
}
