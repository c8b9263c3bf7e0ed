// The engine's reader of forms has no limits, and takes seconds for a few hundred thousand parts or a part's header of a
// few megabytes. So the parts are counted and measured first, by searching for the boundary alone.
const mostParts = 100
const longestHeader = 16_384
const longestText = 65_536

/** Reads a multipart form, or says what is wrong with it. */
export async function parseForm(
  bytes: Uint8Array<ArrayBuffer>,
  contentType: string,
): Promise<{ fields: FormData } | { problem: string }> {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) return { problem: notAForm }
  const excess = formExcess(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), boundary)
  if (excess !== undefined) return { problem: excess }
  try {
    // Written anew, so that the reader takes no other boundary than the one that was searched for.
    const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` }
    const fields = await new Response(bytes, { headers }).formData()
    const texts = [...fields].flatMap(([name, value]) => [
      name,
      typeof value === 'string' ? value : value.name,
    ])
    if (texts.join('').length > longestText)
      return { problem: `The form has more than ${longestText} characters outside of its files.` }
    return { fields }
  } catch {
    return { problem: notAForm }
  }
}

const notAForm = 'The body is not a multipart form: is its boundary the one in the Content-Type header?'

function formExcess(bytes: Buffer, boundary: string): string | undefined {
  const delimiter = Buffer.from(`--${boundary}`, 'latin1')
  let parts = 0
  for (let at = bytes.indexOf(delimiter); at >= 0; at = bytes.indexOf(delimiter, at + delimiter.length)) {
    parts += 1
    if (parts > mostParts) return `The form has more than ${mostParts} parts.`
    const head = bytes.subarray(at, at + longestHeader)
    if (head.length === longestHeader && !head.includes('\r\n\r\n'))
      return `The form has a part whose header is longer than ${longestHeader} bytes.`
  }
  return undefined
}
