import { messageOf } from '../message.ts'

const timeoutMs = 30_000

/** Fetches a file of at most `limit` bytes. When that fails, answers why, in words that follow the URL's name. */
export async function fetchFile(
  url: string,
  limit: number,
  closing: AbortSignal,
): Promise<{ bytes: Uint8Array; type: string; name?: string } | string> {
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return 'must be an http or https URL.'
  try {
    const response = await fetch(url, { signal: AbortSignal.any([closing, AbortSignal.timeout(timeoutMs)]) })
    if (!response.ok || !response.body) return `could not be fetched: it answered HTTP ${response.status}.`
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of response.body) {
      size += chunk.length
      if (size > limit) return `is larger than the ${limit} bytes that the mock takes.`
      chunks.push(chunk)
    }
    const name = new URL(url).pathname.split('/').at(-1)
    const type = response.headers.get('content-type')?.split(';', 1)[0] ?? ''
    return { bytes: Buffer.concat(chunks), type, ...(name && { name: decoded(name) }) }
  } catch (error) {
    return `could not be fetched: ${messageOf(error)}.`
  }
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
