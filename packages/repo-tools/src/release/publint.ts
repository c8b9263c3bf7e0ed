import { publint as lint } from 'publint'
import { formatMessage } from 'publint/utils'

/** What publint finds in a tarball, in its own words; strict: suggestions count too. */
export async function publint(bytes: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const { messages, pkg } = await lint({ pack: { tarball: bytes.buffer }, strict: true })
  return messages.map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`)
}
