import type { IncomingMessage } from 'node:http'
import type { ContractRequest } from '../contract/validator.ts'
import type { ParsedBody } from '../http/parse-body.ts'

// RFC 9110, 8.3.1.
const mediaType = /^[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+[\t ]*(?:;|$)/

// A few media ranges, each with parameters (RFC 9110, 12.5.1).
const acceptable =
  /^[\w!#$&^.+*-]{1,100}\/[\w!#$&^.+*-]{1,100}(?:; ?[\w-]{1,50}=[\w.-]{1,50}){0,5}(?:, ?[\w!#$&^.+*-]{1,100}\/[\w!#$&^.+*-]{1,100}(?:; ?[\w-]{1,50}=[\w.-]{1,50}){0,5}){0,20}$/

/** The request as the contract judges it. */
export function contractRequest(
  request: IncomingMessage,
  url: URL,
  body: ParsedBody,
  bodyBytes: number,
): ContractRequest {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string') headers[name] = value
  // Prism looks at the content type only when this says that there is a body, and a chunked one has no length.
  headers['content-length'] = String(bodyBytes)
  // Prism throws at a type that it cannot parse; of this one it says which types are supported.
  if (headers['content-type'] && !mediaType.test(headers['content-type']))
    headers['content-type'] = 'application/octet-stream'

  // Of any other Accept it makes nothing better than an error.
  if (headers['accept'] && !acceptable.test(headers['accept'])) delete headers['accept']

  const query: Record<string, string | string[]> = {}
  for (const name of new Set(url.searchParams.keys())) {
    const values = url.searchParams.getAll(name)
    Object.defineProperty(query, name, { value: values.length > 1 ? values : values[0], enumerable: true })
  }
  const seen = { path: url.pathname, query, headers }
  if (body.kind !== 'form') return { ...seen, body: 'value' in body ? body.value : undefined }
  const form = formWithoutFiles(body.fields)
  return { ...seen, headers: { ...headers, 'content-type': form.contentType }, body: form.text }
}

/**
 * The form with each file's name in place of its content: the contract says nothing about content, and Prism reads
 * forms byte by byte.
 */
function formWithoutFiles(fields: FormData): { text: string; contentType: string } {
  const boundary = `fields-${crypto.randomUUID()}`
  const parts = [...fields].map(([name, value]) => {
    const quoted = name.replaceAll(/["\r\n]/g, encodeURIComponent)
    const text = typeof value === 'string' ? value : value.name
    return `--${boundary}\r\nContent-Disposition: form-data; name="${quoted}"\r\n\r\n${text}\r\n`
  })
  return {
    text: `${parts.join('')}--${boundary}--\r\n`,
    contentType: `multipart/form-data; boundary=${boundary}`,
  }
}
