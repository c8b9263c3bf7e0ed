import { randomBytes } from 'node:crypto'
import mime from 'mime/lite'
import { refusal, type Envelope } from '../envelope.ts'
import { fetchFile, nameIn, type Fetched } from '../files/fetch-file.ts'
import { serveFile, uploadUrl } from '../files/serve.ts'
import { shownUrl } from '../outbound/shown-url.ts'
import { textField, type Call, type Handler, type OperationContext } from './call.ts'

interface UploadedBytes {
  bytes: Uint8Array
  type: string
  /** The name that the file had where it came from. */
  name?: string
}

const longestPath = 4_096
const longestType = 255
const anyType = 'application/octet-stream'

/** Takes the file of a multipart form. */
export const uploadFileStream: Handler = async (context, call) => {
  const file = call.body.kind === 'form' ? call.body.fields.get('file') : null
  if (file === null || typeof file === 'string')
    return refuse('The form field "file" must be a file, with a file name in its Content-Disposition.')
  return store(context, call, { bytes: await file.bytes(), type: file.type, name: file.name })
}

/** Takes Base64 text, with or without `data:<type>;base64,` before it; its type is that of its name, if it has one. */
export const uploadFileBase64: Handler = (context, call) => {
  const { type, data } = dataOf(textField(call.body, 'base64Data') ?? '')
  const base64 = data.replaceAll(/\s/g, '')
  const padding = /={0,2}$/.exec(base64.slice(-2))?.[0].length ?? 0
  const digits = base64.slice(0, base64.length - padding)
  if (digits === '' || /[^\w+/-]/.test(digits)) return refuse('base64Data is not Base64.')
  const named = mime.getType(textField(call.body, 'fileName') ?? '')
  return store(context, call, { bytes: Buffer.from(base64, 'base64'), type: named ?? type })
}

/** Takes a file from its URL; one of the mock's own files without asking anybody. */
export const uploadFileUrl: Handler = async (context, call) => {
  const url = textField(call.body, 'fileUrl') ?? ''
  if (!/^https?:/i.test(url) || !URL.canParse(url)) return refuse('fileUrl must be an http or https URL.')
  const target = new URL(url)
  const file =
    target.origin === call.origin
      ? await ownFile(context, target)
      : await fetchFile(target, context.settings.maxBodyBytes, context)
  if (!('problem' in file)) return store(context, call, file)
  if (file.refused)
    context.emit({
      type: 'refused',
      what: 'upload',
      address: shownUrl(url),
      problem: `its address ${file.problem}`,
    })
  return refuse(`fileUrl ${file.problem}`)
}

async function ownFile(context: OperationContext, url: URL): Promise<Fetched> {
  const reply = await serveFile(context, url, {})
  const { status = 404, body = '', headers = {} } = reply ?? {}
  if (status !== 200) return { problem: `could not be fetched: the mock has no such file (HTTP ${status}).` }
  return { bytes: Buffer.from(body), type: headers['content-type'] ?? '', name: nameIn(url) }
}

// By searching: patterns with many alternatives need memory for each of many million characters.
function dataOf(text: string): { type: string; data: string } {
  const head = /^data:/i.test(text) ? text.slice('data:'.length, text.indexOf(',') + 1) : ''
  if (!/;base64,$/i.test(head.slice(-';base64,'.length))) return { type: '', data: text }
  return { type: head.slice(0, head.indexOf(';')), data: text.slice('data:'.length + head.length) }
}

function store(context: OperationContext, call: Call, file: UploadedBytes): Envelope {
  const given = textField(call.body, 'fileName') ?? ''
  const type = typeOf(file.type, given || file.name)
  const fileName = given || randomName(file.name, type)
  const folder = textField(call.body, 'uploadPath') ?? ''
  if (folder.length + fileName.length > longestPath)
    return refuse(`uploadPath and fileName together have more than ${longestPath} characters.`)
  const filePath = context.uploads.save(folder, fileName, file.bytes, type)
  if (filePath === undefined)
    return refuse(
      `The uploads would be larger than ${context.settings.maxUploadBytes} bytes together (maxUploadBytes). Reset the mock to be rid of them.`,
      413,
    )
  const data = {
    success: true,
    fileName: filePath.slice(filePath.lastIndexOf('/') + 1),
    filePath,
    downloadUrl: uploadUrl(call.origin, filePath),
    fileSize: file.bytes.length,
    mimeType: type,
    uploadedAt: new Date(context.clock.now()).toISOString(),
  }
  return { success: true, code: 200, msg: 'File uploaded successfully', data }
}

/** The media type that came with the file, else the one that its name stands for. */
function typeOf(told: string, name = ''): string {
  const isTold = told !== '' && told !== anyType && told.length <= longestType
  return isTold ? told : (mime.getType(name) ?? anyType)
}

/** A name that no other file has, so that nothing is overwritten. */
function randomName(name: string | undefined, type: string): string {
  const [, ending] = /\.([a-z\d]{1,10})$/i.exec(name ?? '') ?? []
  return `${randomBytes(8).toString('hex')}.${ending ?? mime.getExtension(type) ?? 'bin'}`
}

function refuse(msg: string, code = 400): Envelope {
  return refusal(code, msg)
}
