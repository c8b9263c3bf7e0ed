import { messageOf } from '../message.ts'
import { deepestJson, jsonFlaw } from './json-flaw.ts'

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
    const form = new Response(bytes, { headers: { 'content-type': contentType } })
    return form.formData().then(
      (fields): ParsedBody => ({ kind: 'form', fields }),
      () => unreadable('The body is not a multipart form: is its boundary the one in the Content-Type header?'),
    )
  }
  if (contentType !== '' && !/\bjson\b/i.test(contentType))
    return { kind: 'text', value: new TextDecoder().decode(bytes) }
  return parseJson(bytes)
}

function parseJson(bytes: Uint8Array): ParsedBody {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    const flaw = jsonFlaw(value)
    if (flaw === 'too deep') return unreadable(`The body is nested more than ${deepestJson} deep.`, 422)
    if (flaw === 'a lone surrogate') return unreadable('The body has text with half of a surrogate pair.')
    return { kind: 'json', value }
  } catch (error) {
    return unreadable(`The body is not JSON: ${messageOf(error)}`)
  }
}

function unreadable(problem: string, code: 400 | 422 = 400): ParsedBody {
  return { kind: 'unreadable', code, problem }
}
