import { randomBytes } from 'node:crypto'
import type { Envelope } from '../envelope.ts'
import { fetchFile } from '../files/fetch-file.ts'
import { uploadUrl } from '../files/serve.ts'
import type { World } from '../world.ts'
import { textField, type Call, type Handler } from './call.ts'

interface UploadedBytes {
  bytes: Uint8Array
  type: string
  /** The name that the file had where it came from. */
  name?: string
}

/** Takes the file of a multipart form. */
export const uploadFileStream: Handler = async (world, call) => {
  const file = call.body.kind === 'form' ? call.body.fields.get('file') : null
  if (file === null || typeof file === 'string')
    return refuse('The form field "file" must be a file, with a file name in its Content-Disposition.')
  return store(world, call, { bytes: await file.bytes(), type: file.type, name: file.name })
}

/** Takes Base64 text, with or without `data:<type>;base64,` before it. */
export const uploadFileBase64: Handler = (world, call) => {
  const data = textField(call.body, 'base64Data') ?? ''
  const [prefix = '', type] = /^data:([^;,]*)(?:;[^;,]*)*;base64,/i.exec(data) ?? []
  const base64 = data.slice(prefix.length).replaceAll(/\s/g, '')
  if (base64 === '' || !/^[\w+/-]+={0,2}$/.test(base64)) return refuse('base64Data is not Base64.')
  return store(world, call, { bytes: Buffer.from(base64, 'base64'), type: type ?? '' })
}

/** Fetches the file from its URL. */
export const uploadFileUrl: Handler = async (world, call) => {
  const url = textField(call.body, 'fileUrl') ?? ''
  const file = await fetchFile(url, world.settings.maxBodyBytes, world.closing)
  return typeof file === 'string' ? refuse(`fileUrl ${file}`) : store(world, call, file)
}

function store(world: World, call: Call, file: UploadedBytes): Envelope {
  const type = file.type || 'application/octet-stream'
  const extension = /^[a-z]+\/([a-z0-9]+)$/i.exec(type)?.[1] ?? 'bin'
  const fileName =
    textField(call.body, 'fileName') || file.name || `${randomBytes(8).toString('hex')}.${extension}`
  const filePath = world.uploads.save(textField(call.body, 'uploadPath') ?? '', fileName, file.bytes, type)
  const data = {
    success: true,
    fileName: filePath.slice(filePath.lastIndexOf('/') + 1),
    filePath,
    downloadUrl: uploadUrl(call.origin, filePath),
    fileSize: file.bytes.length,
    mimeType: type,
    uploadedAt: new Date(world.clock.now()).toISOString(),
  }
  return { success: true, code: 200, msg: 'File uploaded successfully', data }
}

// The uploads are documented to refuse with 400 where the rest of the API says 422, and without data.
function refuse(msg: string): Envelope {
  return { success: false, code: 400, msg }
}
