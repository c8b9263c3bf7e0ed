import type { UploadedFile } from '@apikley/types/api'
import type { CallOptions } from '../http/call-options.ts'
import type { Operation, Sent } from '../http/openapi-fetch.ts'
import { request } from '../http/request.ts'
import { checkUpload, emptyFile } from './check-upload.ts'
import type { FilesContext } from './context.ts'
import { mediaTypeOf } from './media-type.ts'
import type { UploadSource } from './upload-source.ts'

const base64Upload = { method: 'POST', path: '/file-upload/api/file-base64-upload' } as const
const urlUpload = { method: 'POST', path: '/file-upload/api/file-url-upload' } as const
const streamUpload = { method: 'POST', path: '/file-upload/api/file-stream-upload' } as const

/** Uploads a file in the way that fits what was given. */
export async function uploadFile(
  context: FilesContext,
  source: UploadSource,
  options: CallOptions | undefined,
): Promise<UploadedFile> {
  checkUpload(source, context.isRemote)
  const { uploadPath, fileName } = source
  const send = <Of extends Operation>(operation: Of, sent: Sent<Of>): Promise<UploadedFile> =>
    request(context, { request: operation }, sent, options, (data) => (isUploaded(data) ? data : undefined))

  const target = { uploadPath, ...(fileName && { fileName }) }
  if ('base64' in source) return send(base64Upload, { body: { ...target, base64Data: source.base64 } })
  if ('url' in source) return send(urlUpload, { body: { ...target, fileUrl: source.url } })
  const { file } = source
  const form = new FormData()
  const name = fileName ?? (file instanceof File ? file.name : 'file')
  form.append('file', await asBlob(file, name), name)
  for (const [field, value] of Object.entries(target)) form.append(field, value)
  return send(streamUpload, { body: form })
}

function isUploaded(data: unknown): data is UploadedFile {
  return typeof (data as Partial<UploadedFile> | null)?.downloadUrl === 'string'
}

/** With a media type, which models look at: its own, or the one that its name stands for. */
async function asBlob(file: Blob | Uint8Array | ReadableStream<Uint8Array>, name: string): Promise<Blob> {
  // Its own copy, since the memory of the given one may be shared, which `Response` does not take.
  const bytes = file instanceof Uint8Array ? new Uint8Array(file) : file
  const blob = bytes instanceof Blob ? bytes : await new Response(bytes).blob()
  if (!blob.size) throw emptyFile()
  const type = blob.type || mediaTypeOf(name)
  return type && type !== blob.type ? blob.slice(0, blob.size, type) : blob
}
