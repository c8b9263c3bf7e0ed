import type { UploadedFile } from '@apikley/types/api'
import { ValidationError } from '../errors/kinds.ts'
import type { CallOptions } from '../options/options.ts'
import type { Settings } from '../options/settings.ts'
import type { Answer, Engine } from '../transport/openapi-fetch.ts'
import { request } from '../transport/request.ts'
import { isPlainObject } from '../validation/values.ts'
import type { UploadSource } from './upload-source.ts'

/** Uploads a file in the way that fits what was given. */
export async function uploadFile(
  settings: Settings,
  source: UploadSource,
  options: CallOptions | undefined,
): Promise<UploadedFile> {
  const [way, send] = await prepare(source ?? {})
  const call = { request: { method: 'POST', path: `/file-upload/api/file-${way}-upload` } } as const
  return request(settings, call, options, send, (data) => (isUploaded(data) ? data : undefined))
}

function isUploaded(data: unknown): data is UploadedFile {
  return isPlainObject(data) && typeof data.downloadUrl === 'string'
}

type Send = (engine: Engine, signal: AbortSignal) => Promise<Answer>

/** How the one field that holds the bytes is sent. */
async function prepare(source: UploadSource): Promise<[way: string, send: Send]> {
  const { uploadPath, fileName } = source
  const given = (['file', 'base64', 'url'] as const).filter((name) => name in source)
  if (given.length !== 1 || typeof uploadPath !== 'string' || !uploadPath) {
    throw new ValidationError({
      what: 'An upload takes an uploadPath and one of file, base64 and url',
      moneySpent: 'no',
      nextStep: 'Correct the call; nothing was sent.',
    })
  }
  const target = { uploadPath, ...(fileName && { fileName }) }
  if ('base64' in source) {
    const body = { ...target, base64Data: source.base64 }
    return ['base64', (engine, signal) => engine.uploadBase64(body, signal)]
  }
  if ('url' in source) {
    const body = { ...target, fileUrl: source.url }
    return ['url', (engine, signal) => engine.uploadUrl(body, signal)]
  }
  const { file } = source
  const form = new FormData()
  form.append('file', await asBlob(file), fileName ?? (file instanceof File ? file.name : 'file'))
  for (const [name, value] of Object.entries(target)) form.append(name, value)
  return ['stream', (engine, signal) => engine.uploadStream(form, signal)]
}

async function asBlob(file: Blob | Uint8Array | ReadableStream<Uint8Array>): Promise<Blob> {
  if (file instanceof Blob) return file
  // Its own copy, since the memory of the given one may be shared, which `Response` does not take.
  return new Response(file instanceof Uint8Array ? new Uint8Array(file) : file).blob()
}
