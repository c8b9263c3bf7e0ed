import type { Problem } from '../schema/problem.ts'
import { canonical, show } from '../schema/values.ts'

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

/** What JSON would leave out of an input, or make something else of: NaN, functions, files. Throws if it cannot hold it. */
export function lostInJson(input: object | string): Problem[] {
  const problems: Problem[] = []
  JSON.stringify(input, (name, value: unknown) => {
    if (isLost(value))
      problems.push({ path: name, message: `cannot be written as JSON, received ${show(value)}` })
    return value
  })
  return problems
}

function isLost(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value)
  if (typeof value !== 'object' || value === null)
    return typeof value === 'function' || typeof value === 'symbol'
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null || Array.isArray(value)
  return ArrayBuffer.isView(value) || (!isPlain && Object.keys(value).length === 0)
}
