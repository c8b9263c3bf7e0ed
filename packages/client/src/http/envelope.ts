import type { Redact } from '../errors/redact.ts'
import { isPlainObject, textOf } from '../schema/values.ts'
import { shorten } from '../text/shorten.ts'

/** What stands in a readable answer; `data` is not yet judged. */
export interface ReadEnvelope {
  readonly code: number
  /** As it came, not redacted; empty if it is no text. */
  readonly message: string
  readonly data: unknown
}

/** Reads an answer's text. What is no envelope is described instead, with its beginning, the secret taken out. */
export function readEnvelope(text: string, redact: Redact): ReadEnvelope | string {
  const unlike = (fault: string): string => `the answer ${fault}: ${shorten(redact(text), 80)}`
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    if (!text.trim()) return 'the answer is empty'
    return unlike(/^\s*</.test(text) ? 'is a web page, not JSON' : 'is not valid JSON')
  }
  if (!isPlainObject(body) || typeof body.code !== 'number') return unlike('has no code')
  return { code: body.code, message: textOf(body.msg), data: body.data }
}
