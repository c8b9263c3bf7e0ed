import type { Apikley } from '@apikley/client'
import type { Model } from '@apikley/types/api'
import { convertBase64ToUint8Array } from '../ai-sdk.ts'
import { sha256 } from '../key.ts'
import type { Attachment, InputDraft, MediaFile } from './input-draft.ts'

/** Where uploads go in the account's upload area. */
const uploadPath = 'ai-sdk'

/** The API keeps uploads for a day at least, as far as is known. */
const heldMs = 12 * 60 * 60 * 1000

/** How many addresses are remembered. */
const most = 1_000

/** Uploads a file, and answers its address. */
export type Upload = (file: MediaFile) => Promise<string>

/** Not in Workers, where I/O belongs to one request: there only what is done is shared. */
const sharesWork = globalThis.navigator?.userAgent !== 'Cloudflare-Workers'

/**
 * Uploads equal bytes once, and under a name that is made of them: then the address is the same in every process, and a call
 * that comes again with its key is the same request.
 */
export function createUpload(client: () => Apikley<Model>): Upload {
  const uploads = new Map<string, { readonly until: number; readonly address: string | Promise<string> }>()
  return async (file) => {
    if (file.type === 'url') return file.url
    const bytes = typeof file.data === 'string' ? convertBase64ToUint8Array(file.data) : file.data
    const fileName = `${await sha256(bytes)}.${extensionOf(file.mediaType)}`
    const known = uploads.get(fileName)
    if (known && Date.now() < known.until) return known.address
    const blob = new Blob([new Uint8Array(bytes)], { type: file.mediaType })
    // Without the signal of this call: another one may have the same file, and an upload costs nothing.
    const upload = client().files.upload({ file: blob, uploadPath, fileName })
    const until = Date.now() + heldMs
    if (sharesWork) {
      const address = upload.then(({ downloadUrl }) => downloadUrl)
      address.catch(() => {})
      uploads.set(fileName, { until, address })
    }
    try {
      const { downloadUrl } = await upload
      uploads.set(fileName, { until, address: downloadUrl })
      const [oldest = ''] = uploads.keys()
      if (uploads.size > most) uploads.delete(oldest)
      return downloadUrl
    } catch (error) {
      uploads.delete(fileName)
      throw error
    }
  }
}

/** The end of the name of a file of some media type. */
export function extensionOf(mediaType: string): string {
  const [, subtype = 'bin'] = /^\w+\/(?:x-)?([a-z\d]+)/i.exec(mediaType) ?? []
  const usual: Record<string, string> = {
    jpeg: 'jpg',
    mpeg: 'mp3',
    quicktime: 'mov',
    octet: 'bin',
    svg: 'svg',
  }
  return usual[subtype.toLowerCase()] ?? subtype.toLowerCase()
}

/** The fields that files come to, each file by its address. */
export async function addressesOf(
  { attachments }: InputDraft,
  address: (file: MediaFile) => Promise<string>,
): Promise<Record<string, unknown>> {
  const fields = attachments.map(async ({ name, isList, files }: Attachment): Promise<[string, unknown]> => {
    const addresses = await Promise.all(files.map(address))
    return [name, isList ? addresses : addresses[0]]
  })
  return Object.fromEntries(await Promise.all(fields))
}
