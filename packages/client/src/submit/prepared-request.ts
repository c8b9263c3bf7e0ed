import type { Problem } from '../schema/problem.ts'
import { canonical, hasClass, show } from '../schema/values.ts'

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

/**
 * What JSON would leave out of an input, or make something else of: NaN, functions, files, bytes. Throws if it cannot hold
 * it. `path`: how the problems name the whole.
 */
export function lostInJson(input: object | string, path: string): Problem[] {
  const problems: Problem[] = []
  const paths = new Map<unknown, string>()
  JSON.stringify(input, function (this: Record<string, unknown>, name: string, value: unknown) {
    const [outer, given] = [paths.get(this), this[name]]
    const own = outer === undefined ? path : Array.isArray(this) ? `${outer}[${name}]` : `${outer}.${name}`
    paths.set(value, own)
    const isLeftOut = value === undefined && Array.isArray(this)
    // `given` is what it was before its own `toJSON`: that of bytes writes them down one by one, that of a date as a text.
    const isOther = outer === undefined && typeof value !== typeof given
    if (
      isLeftOut ||
      isOther ||
      isLost(value) ||
      ArrayBuffer.isView(given) ||
      (value === null && given !== null)
    ) {
      problems.push({ path: own, message: `cannot be written as JSON, received ${show(given)}` })
    }
    return value
  })
  return problems
}

function isLost(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' || typeof value === 'symbol'
  return hasClass(value) && !Array.isArray(value) && Object.keys(value).length === 0
}
