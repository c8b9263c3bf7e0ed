import type { Redact } from '../errors/redact.ts'
import { parseJson } from '../schema/parse-json.ts'
import { isPlainObject, textOf } from '../schema/values.ts'
import { shorten } from '../text/shorten.ts'

/** How much of an answer is quoted that cannot be understood. */
const quoted = 200

/** What an answer says. */
export interface Answer {
  readonly status: number
  /** As it came, not redacted. */
  readonly text: string
  /** The whole body; `undefined` if it is no JSON. */
  readonly body: unknown
  /** What stands in its `data`; not yet judged. */
  readonly data: unknown
  /** The code of its envelope, also one that is written as a text. Absent: it is no envelope. */
  readonly code: number | undefined
  /** The API's words, as they came, not redacted; empty if there are none. */
  readonly message: string
}

export function readAnswer(status: number, text: string): Answer {
  let body: unknown
  try {
    body = parseJson(text)
  } catch {
    // Then it has nothing of an envelope.
  }
  const { code, msg, message, data } = isPlainObject(body) ? body : {}
  return { status, text, body, data, code: readCode(code), message: textOf(msg) || textOf(message) }
}

function readCode(code: unknown): number | undefined {
  if (typeof code === 'string' && /^\s*\d{3}\s*$/.test(code)) return Number(code)
  return typeof code === 'number' ? code : undefined
}

/** What an answer is that is no envelope, with its beginning, the secret taken out. */
export function describeOther({ text, body }: Answer, redact: Redact): string {
  if (!text.trim()) return 'the answer is empty'
  const fault =
    body !== undefined ? 'has no code' : isPage(text) ? 'is a web page, not JSON' : 'is not valid JSON'
  return `the answer ${fault}: ${quote(text, redact)}`
}

/** The beginning of an answer, the secret taken out. */
export function quote(text: string, redact: Redact): string {
  return shorten(redact(text), quoted)
}

function isPage(text: string): boolean {
  return /^\s*</.test(text)
}
