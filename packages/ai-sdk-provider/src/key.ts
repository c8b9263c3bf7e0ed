import { normalizeHeaders } from './ai-sdk.ts'

/** What the SDK makes of itself where the caller gives no key. */
const minted = /^aisdk_/

/**
 * The client key of a call: the caller's `idempotency-key` header, else `providerOptions.apikley.key`, else the one that the
 * SDK has made for the call and its retries. `undefined` where there is none of them.
 */
export function keyOf(
  headers: Readonly<Record<string, string | undefined>> | undefined,
  own: string | undefined,
): string | undefined {
  const { 'idempotency-key': header } = normalizeHeaders(headers)
  return header !== undefined && (own === undefined || !minted.test(header)) ? header : own
}

/** The keys of `n` tasks: the key itself of one, `key/1` to `key/n` of several. */
export function keysOf(key: string, n: number): readonly string[] {
  return n === 1 ? [key] : Array.from({ length: n }, (_, index) => `${key}/${index + 1}`)
}

/** SHA-256 of bytes or a text, in hexadecimal. */
export async function sha256(data: Uint8Array | string): Promise<string> {
  // Its own copy, since the memory of the given one may be shared.
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
