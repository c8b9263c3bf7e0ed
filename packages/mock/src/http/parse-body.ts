import { messageOf } from '../message.ts'
import { deepestJson, hasLoneSurrogate, exceedsJsonLimits, mostJsonValues } from './json-limits.ts'
import { parseForm } from './parse-form.ts'

/** A body in the form that the operations use. */
export type ParsedBody =
  | { kind: 'empty' }
  | { kind: 'json'; value: unknown }
  | { kind: 'form'; fields: FormData }
  | { kind: 'text'; value: string }
  /** With the code of the answer to it. */
  | { kind: 'unreadable'; code: 400 | 422; problem: string }

/** Reads JSON (also when no content type is given) and multipart forms; anything else stays text. */
export async function parseBody(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<ParsedBody> {
  if (bytes.length === 0) return { kind: 'empty' }
  if (/^multipart\/form-data\b/i.test(contentType)) {
    const form = await parseForm(bytes, contentType)
    return 'problem' in form ? unreadable(form.problem) : { kind: 'form', fields: form.fields }
  }
  if (contentType !== '' && !/\bjson\b/i.test(contentType))
    return { kind: 'text', value: new TextDecoder().decode(bytes) }
  return parseJson(bytes)
}

function parseJson(bytes: Uint8Array): ParsedBody {
  const excess = exceedsJsonLimits(bytes)
  if (excess === 'too deep') return unreadable(`The body is nested more than ${deepestJson} deep.`, 422)
  if (excess) return unreadable(`The body has more than ${mostJsonValues} values.`, 422)
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    if (hasLoneSurrogate(value)) return unreadable('The body has text with half of a surrogate pair.')
    return { kind: 'json', value }
  } catch (error) {
    return unreadable(`The body is not JSON: ${messageOf(error)}`)
  }
}

function unreadable(problem: string, code: 400 | 422 = 400): ParsedBody {
  return { kind: 'unreadable', code, problem }
}
