import type { UploadedFile } from '@apikley/types/api'
import { ValidationError } from '../errors/kinds.ts'
import type { CallOptions } from '../http/call-options.ts'
import type { Operation, Sent } from '../http/openapi-fetch.ts'
import { request } from '../http/request.ts'
import type { FilesContext } from './context.ts'
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
  const { uploadPath, fileName } = source ?? {}
  const given = ['file', 'base64', 'url'].filter((name) => name in (source ?? {}))
  if (given.length !== 1 || typeof uploadPath !== 'string' || !uploadPath) {
    throw new ValidationError({
      what: 'An upload takes an uploadPath and one of file, base64 and url',
      moneySpent: 'no',
      nextStep: 'Correct the call; nothing was sent.',
    })
  }
  const send = <Of extends Operation>(operation: Of, sent: Sent<Of>): Promise<UploadedFile> =>
    request(context, { request: operation }, sent, options, (data) => (isUploaded(data) ? data : undefined))

  const target = { uploadPath, ...(fileName && { fileName }) }
  if ('base64' in source) return send(base64Upload, { body: { ...target, base64Data: source.base64 } })
  if ('url' in source) return send(urlUpload, { body: { ...target, fileUrl: source.url } })
  const { file } = source
  const form = new FormData()
  form.append('file', await asBlob(file), fileName ?? (file instanceof File ? file.name : 'file'))
  for (const [name, value] of Object.entries(target)) form.append(name, value)
  return send(streamUpload, { body: form })
}

function isUploaded(data: unknown): data is UploadedFile {
  return typeof (data as Partial<UploadedFile> | null)?.downloadUrl === 'string'
}

async function asBlob(file: Blob | Uint8Array | ReadableStream<Uint8Array>): Promise<Blob> {
  if (file instanceof Blob) return file
  // Its own copy, since the memory of the given one may be shared, which `Response` does not take.
  return new Response(file instanceof Uint8Array ? new Uint8Array(file) : file).blob()
}
