import { messageOf } from '../message.ts'

/** A body in the form that the operations use. */
export type ParsedBody =
  | { kind: 'empty' }
  | { kind: 'json'; value: unknown }
  | { kind: 'form'; fields: FormData }
  | { kind: 'text'; value: string }
  | { kind: 'unreadable'; problem: string }

/** Reads JSON (also when no content type is given) and multipart forms; anything else stays text. */
export async function parseBody(bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<ParsedBody> {
  if (bytes.length === 0) return { kind: 'empty' }
  if (/^multipart\/form-data\b/i.test(contentType)) {
    const form = new Response(bytes, { headers: { 'content-type': contentType } })
    return form.formData().then(
      (fields): ParsedBody => ({ kind: 'form', fields }),
      (): ParsedBody => ({
        kind: 'unreadable',
        problem: 'The body is not a multipart form: is its boundary the one in the Content-Type header?',
      }),
    )
  }
  const text = new TextDecoder().decode(bytes)
  if (contentType !== '' && !/\bjson\b/i.test(contentType)) return { kind: 'text', value: text }
  try {
    return { kind: 'json', value: JSON.parse(text) }
  } catch (error) {
    return { kind: 'unreadable', problem: `The body is not JSON: ${messageOf(error)}` }
  }
}
