import { canonical } from '../validation/values.ts'

/** A checked request: a copy, since the caller's objects can change while it waits for its turn. */
export interface Wanted {
  readonly model: string
  readonly input: object
  /** The caller's own. */
  readonly callBackUrl?: string
  readonly fingerprint: string
  /** When it must be sent at the latest, in milliseconds of the clock. */
  readonly until: number
}

/** Copies a request at once, and works out its fingerprint. Throws if JSON cannot hold it. */
export async function wantedOf(request: object, until: number): Promise<Wanted> {
  const text = canonical(request)
  const copy: Pick<Wanted, 'model' | 'input' | 'callBackUrl'> = JSON.parse(text)
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
  const fingerprint = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return { ...copy, until, fingerprint }
}
