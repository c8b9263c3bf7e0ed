import type { Clock } from '../clock/clock.ts'
import { wallTime } from '../clock/system-clock.ts'
import { readTime } from '../tasks/task-times.ts'
import { Refusal } from './refusal.ts'

/** Answers the id that the sender has signed. */
export type VerifySignature = (headers: Headers, ids: readonly string[]) => Promise<string>

/**
 * Checks signatures as the twin API documents them: Base64 of HMAC-SHA256 over `<task id>.<unix seconds>`. The body is
 * not signed, so a right one says no more than that the API has once spoken of this task.
 */
export function createVerifier(secret: string, maxAgeMs: number, clock: Clock): VerifySignature {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const encoder = new TextEncoder()
  let key: Awaited<ReturnType<typeof crypto.subtle.importKey>> | undefined
  return async (headers, ids) => {
    const timestamp = headers.get('x-webhook-timestamp') ?? ''
    const signature = headers.get('x-webhook-signature') ?? ''
    if (!timestamp || !signature) throw new Refusal(401, 'it is not signed')
    const signedAt = readTime(timestamp)?.getTime() ?? Number.NaN
    if (!(Math.abs(wallTime(clock) - signedAt) <= maxAgeMs))
      throw new Refusal(401, 'its signature is too old, or from the future')
    const bytes = decodeBase64(signature)
    // Kept when it is there: on Workers no request may wait for what another one has begun.
    key ??= await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['verify'])
    for (const id of ids) {
      // It compares in constant time.
      const isRight = await crypto.subtle.verify('HMAC', key, bytes, encoder.encode(`${id}.${timestamp}`))
      if (isRight) return id
    }
    throw new Refusal(401, 'its signature is wrong')
  }
}

/** What is not Base64 becomes no bytes, which are nobody's signature. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
