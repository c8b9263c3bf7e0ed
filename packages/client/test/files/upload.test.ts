import type { UploadSource } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { rejection, setUp } from '../set-up.ts'

const uploaded = {
  fileName: 'photo.png',
  filePath: 'images/photo.png',
  downloadUrl: 'https://files.example.com/images/photo.png',
  fileSize: 3,
  mimeType: 'image/png',
  uploadedAt: '2026-11-22T12:00:00Z',
}
const reply = { success: true, code: 200, msg: 'ok', data: uploaded }

/** The form that a request carries: each field's value, for a file its name and text. */
async function formOf(body: Uint8Array, type = ''): Promise<Record<string, string | [string, string]>> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  const fields = await Promise.all(
    [...form].map(async ([name, value]) => [
      name,
      typeof value === 'string' ? value : [value.name, await value.text()],
    ]),
  )
  return Object.fromEntries(fields)
}

describe('bytes are uploaded as a form', () => {
  const bytes = new TextEncoder().encode('png')
  it.for<[name: string, source: UploadSource, want: object]>([
    [
      'from a File, which has a name',
      { file: new File(['png'], 'photo.png'), uploadPath: 'images' },
      { file: ['photo.png', 'png'], uploadPath: 'images' },
    ],
    [
      'from a Blob, with a name given',
      { file: new Blob(['png']), uploadPath: 'images', fileName: 'a.png' },
      { file: ['a.png', 'png'], uploadPath: 'images', fileName: 'a.png' },
    ],
    ['from bytes', { file: bytes, uploadPath: 'x' }, { file: ['file', 'png'], uploadPath: 'x' }],
    [
      'from a stream',
      { file: new Blob(['png']).stream(), uploadPath: 'x' },
      { file: ['file', 'png'], uploadPath: 'x' },
    ],
  ])('%s', async ([, source, want]) => {
    const { server, apikley } = await setUp()
    server.on('file-stream-upload', reply)
    expect(await apikley.files.upload(source)).toEqual(uploaded)
    const [request] = server.received
    expect(request).toMatchObject({ method: 'POST', url: '/file-upload/api/file-stream-upload' })
    expect(await formOf(request!.body, request?.headers['content-type'])).toEqual(want)
  })
})

describe('other forms are uploaded as JSON', () => {
  it.for<[way: string, source: UploadSource, want: object]>([
    ['base64', { base64: 'cG5n', uploadPath: 'x' }, { base64Data: 'cG5n', uploadPath: 'x' }],
    [
      'url',
      { url: 'https://example.com/a.png', uploadPath: 'x', fileName: 'b.png' },
      { fileUrl: 'https://example.com/a.png', uploadPath: 'x', fileName: 'b.png' },
    ],
  ])('%s', async ([way, source, want]) => {
    const { server, apikley } = await setUp()
    server.on(`file-${way}-upload`, reply)
    expect(await apikley.files.upload(source)).toEqual(uploaded)
    expect(JSON.parse(String(server.received[0]?.body))).toEqual(want)
  })
})

it('an answer without an address is an error', async () => {
  const { server, apikley } = await setUp()
  server.on('file-url-upload', { success: false, code: 200, msg: 'ok', data: { success: false } })
  const error = await rejection(apikley.files.upload({ url: 'https://example.com/a.png', uploadPath: 'x' }))
  expect(error).toMatchObject({ kind: 'server', moneySpent: 'no' })
})

it.for<[unknown]>([
  [undefined],
  [{}],
  [{ uploadPath: 'x' }],
  [{ url: 'https://example.com/a.png' }],
  [{ url: 'https://example.com/a.png', uploadPath: '' }],
  [{ url: 'https://example.com/a.png', base64: 'cG5n', uploadPath: 'x' }],
])('%o is refused before anything is sent', async ([source]) => {
  const { server, apikley } = await setUp()
  const error = await rejection(apikley.files.upload(source as UploadSource))
  expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
  expect(server.received).toEqual([])
})

describe('a fresh link', () => {
  const old = 'https://files.example.com/clip.mp4'

  it('is asked for by the old address', async () => {
    const { server, apikley } = await setUp()
    server.on('download-url', { code: 200, msg: 'success', data: `${old}?fresh` })
    expect(await apikley.files.link(old)).toBe(`${old}?fresh`)
    expect(server.received[0]).toMatchObject({ method: 'POST', url: '/api/v1/common/download-url' })
    expect(JSON.parse(String(server.received[0]?.body))).toEqual({ url: old })
  })

  it.for([
    [{ code: 422, msg: 'url is wrong', data: null }, 'validation'],
    [{ code: 200, data: null }, 'server'],
    [{ code: 200, data: '' }, 'server'],
    [{ code: 200, data: { url: old } }, 'server'],
  ] as const)('is not there in %o', async ([answer, kind]) => {
    const { server, apikley } = await setUp()
    server.on('download-url', answer)
    expect(await rejection(apikley.files.link(old))).toMatchObject({ kind, moneySpent: 'no' })
  })
})

describe('what is no upload is refused, and nothing is sent', () => {
  it.for<[name: string, source: unknown, message: RegExp]>([
    ['a path', './photo.png', /received '\.\/photo\.png'/],
    ['nothing', undefined, /received undefined/],
    ['null', null, /received null/],
    ['a path as file', { file: './photo.png', uploadPath: 'x' }, /openAsBlob/],
    ['null as file', { file: null, uploadPath: 'x' }, /file is null/],
    ['a number as file', { file: 17, uploadPath: 'x' }, /file is 17/],
    ['an object as file', { file: { name: 'a.png' }, uploadPath: 'x' }, /file is an object/],
    ['an empty Blob', { file: new Blob([]), uploadPath: 'x' }, /the file is empty/],
    ['no bytes', { file: new Uint8Array(), uploadPath: 'x' }, /the file is empty/],
    ['an empty stream', { file: new Blob([]).stream(), uploadPath: 'x' }, /the file is empty/],
    ['empty base64', { base64: '', uploadPath: 'x' }, /base64 is ''/],
    ['a number as base64', { base64: 5, uploadPath: 'x' }, /base64 is 5/],
    ['a path as base64', { base64: './photo.png', uploadPath: 'x' }, /base64 is none/],
    ['base64 of nothing', { base64: 'data:image/png;base64,', uploadPath: 'x' }, /base64 is none/],
    ['blank base64', { base64: ' \n', uploadPath: 'x' }, /base64 is ''/],
    ['a blank in a data URL', { base64: 'data:image/png;base64, ', uploadPath: 'x' }, /base64 is none/],
    ['a name as base64', { base64: 'photo', uploadPath: 'x' }, /base64 is none/],
    ['a buffer of the language', { file: new ArrayBuffer(2), uploadPath: 'x' }, /file is an ArrayBuffer/],
    ['a blank folder', { file: new Blob(['a']), uploadPath: ' ' }, /uploadPath is ''/],
    ['a blank name', { file: new Blob(['a']), uploadPath: 'x', fileName: ' ' }, /fileName is ''/],
    ['a URL with a space', { url: 'https://example.com/a b.png', uploadPath: 'x' }, /url is no http/],
    ['a URL without a host', { url: 'https://a b/c.png', uploadPath: 'x' }, /url is no http/],
    ['a path as url', { url: '/photo.png', uploadPath: 'x' }, /url is no http or https URL/],
    ['a misspelt field', { file: new Blob(['a']), uploadpath: 'x' }, /did you mean 'uploadPath'/],
    ['an empty name', { file: new Blob(['a']), uploadPath: 'x', fileName: '' }, /fileName is ''/],
  ])('%s', async ([, source, message]) => {
    const { server, apikley } = await setUp()
    const error = await rejection(apikley.files.upload(source as UploadSource))
    expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
    expect(String(error)).toMatch(message)
    expect(server.received).toEqual([])
  })
})

describe('the media type of what is uploaded', () => {
  it.for<[name: string, source: UploadSource, type: string]>([
    [
      'is its own',
      { file: new Blob(['a'], { type: 'image/x' }), uploadPath: 'x', fileName: 'a.png' },
      'image/x',
    ],
    ['is that of its name', { file: new Blob(['a']), uploadPath: 'x', fileName: 'A.PNG' }, 'image/png'],
    ["is that of a File's name", { file: new File(['a'], 'a.mov'), uploadPath: 'x' }, 'video/quicktime'],
    ['of bytes, too', { file: new Uint8Array([1]), uploadPath: 'x', fileName: 'a.mp3' }, 'audio/mpeg'],
    [
      'is not guessed',
      { file: new Uint8Array([1]), uploadPath: 'x', fileName: 'a.bin' },
      'application/octet-stream',
    ],
  ])('%s', async ([, source, type]) => {
    const { server, apikley } = await setUp()
    server.on('file-stream-upload', reply)
    await apikley.files.upload(source)
    expect(String(server.received[0]?.body)).toContain(`Content-Type: ${type}\r\n`)
  })
})
