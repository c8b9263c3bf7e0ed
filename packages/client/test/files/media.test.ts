import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../folder.ts'
import { key, rejection, setUp } from '../set-up.ts'
import { clipOf, FileServer, type Turn } from './file-server.ts'

async function saveBody(
  body: string | Uint8Array,
  contentType: string | undefined,
  options: object = {},
): Promise<{ folder: string; path: string; saved: Promise<unknown> }> {
  const { server, apikley } = await setUp()
  server.on('file', { ...(contentType && { headers: { 'content-type': contentType } }), body })
  const folder = await temporaryFolder()
  const path = join(folder, 'file')
  return { folder, path, saved: apikley.files.save(`${server.url}/file`, path, options) }
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')

describe('what is a medium by its first bytes is saved, whatever its server calls it', () => {
  it.for([
    ['MP4', '\0\0\0\x0cftypisom\0\0\0\x08moov\0\0\0\x09mdat.'],
    ['MOV', '\0\0\0\x0cftypqt  \0\0\0\x09mdat.\0\0\0\x08moov'],
    ['an old MOV', '\0\0\0\x08wide\0\0\0\x01mdat\0\0\0\0\0\0\0\x11.\0\0\0\x08moov'],
    ['M4A', '\0\0\0\x0cftypM4A \0\0\0\x08moov\0\0\0\x08mdat'],
    ['AVIF', '\0\0\0\x0cftypavif\0\0\0\x08meta\0\0\0\x08mdat'],
    ['HEIC', '\0\0\0\x0cftypheic\0\0\0\x08meta\0\0\0\x08mdat'],
    ['WebM', '\x1a\x45\xdf\xa3\x82B\x86\x18\x53\x80\x67\x40\x02..'],
    ['AVI', 'RIFF\x24\0\0\0AVI LIST'],
    ['WAV', 'RIFF\x24\0\0\0WAVEfmt '],
    ['WebP', 'RIFF\x0a\0\0\0WEBPVP8 ..'],
    ['PNG', '\x89PNG\r\n\x1a\n\0\0\0\x01IDAT.....\0\0\0\0IEND....'],
    ['JPEG', '\xff\xd8\xff\xe0\0\x03.\xff\xda\0\x02..\xff\0.\xff\xd0.\xff\xd9'],
    ['GIF', 'GIF89a\x01\0\x01\0\x80\0\0......,\0\0\0\0\x01\0\x01\0\0\x02\x01.\0;'],
    ['BMP', 'BM\x9a\0\0\0\0\0\0\0'],
    ['TIFF', 'II*\0'],
    ['TIFF, the other way', 'MM\0*'],
    ['MP3', 'ID3\x04'],
    ['bare MP3', '\xff\xfb\x90'],
    ['AAC', '\xff\xf1\x50'],
    ['FLAC', 'fLaC\0'],
    ['Ogg', 'OggS\0'],
    ['GLB', 'glTF\x02\0\0\0\x0c\0\0\0'],
    ['ZIP', 'PK\x03\x04'],
  ])('%s', async ([, head]) => {
    const { path, saved } = await saveBody(bytes(head!), 'text/plain')
    await saved
    expect(await readFile(path, 'latin1')).toBe(head)
  })
})

describe('what is not known is saved if its type allows it', () => {
  it.for([
    ['video/x-new', 'any\x01thing'],
    ['image/x-new', '\x01\x02'],
    ['audio/x-new', 'any\x01thing'],
    ['application/octet-stream', 'v 0 0 0'],
    ['model/stl', 'solid'],
    ['model/obj', 'v 0 0 0'],
    ['application/octet-stream', '\x01\x02'],
    ['binary/octet-stream', '\x01\x02'],
    [undefined, '\x01\x02'],
    ['video/x-new', '<\x01\x02'],
    ['image/svg+xml', '<?xml version="1.0"?><svg/>'],
    ['model/gltf+json', '{"asset":{}}'],
  ])('%s', async ([type, body]) => {
    const { saved } = await saveBody(bytes(body!), type)
    expect(await saved).toMatchObject({ bytes: body!.length })
  })
})

describe('what is no medium is refused, and shown', () => {
  it.for<[type: string | undefined, body: string, want: string]>([
    ['text/html', '<!doctype html><title>Sign in</title>', 'a page of HTML or XML (text/html)'],
    ['text/html; charset=utf-8', '\n\n  <html>', 'a page of HTML or XML'],
    ['video/mp4', '<html><body>Access denied</body></html>', 'a page of HTML or XML (video/mp4)'],
    ['image/svg+xml', '<!DOCTYPE html><html>', 'HTML'],
    ['application/xml', '\xef\xbb\xbf<?xml version="1.0"?><Error><Code>NoSuchKey</Code>', 'HTML or XML'],
    [undefined, '{"code":404,"msg":"not found"}', 'JSON (no content type)'],
    ['application/json', '[1]', 'JSON'],
    ['text/plain', 'not found', 'of another type (text/plain)'],
    ['text/plain', 'The free tier is over', 'of another type (text/plain)'],
    ['video/mp4', 'Access denied', 'text (video/mp4)'],
    ['image/png', '#EXTM3U\nhttps://files.example.com/1.ts', 'text (image/png)'],
    ['application/pdf', '%PDF-1.7', 'of another type (application/pdf)'],
  ])('%s: %s', async ([type, body, want]) => {
    const { folder, saved } = await saveBody(bytes(body), type)
    const error = await rejection(saved)
    expect(error).toMatchObject({ kind: 'file', moneySpent: 'no' })
    expect(String(error)).toContain(want)
    expect(String(error)).toContain(body.trim().slice(-5))
    expect(await readdir(folder)).toEqual([])
  })

  it.for<[name: string, body: Buffer, want: string]>([
    ['other scripts', Buffer.from('Ошибка: файл удалён'), 'text (video/mp4)'],
    ['UTF-16', Buffer.from('\uFEFF<html>', 'utf16le'), 'a page of HTML or XML (video/mp4)'],
  ])('in %s, too', async ([, body, want]) => {
    const { saved } = await saveBody(body, 'video/mp4')
    expect(await rejection(saved)).toMatchObject({ kind: 'file', message: expect.stringContaining(want) })
  })

  it('unless anything is accepted', async () => {
    const { path, saved } = await saveBody('<html>', 'text/html', { accept: 'any' })
    await saved
    expect(await readFile(path, 'utf8')).toBe('<html>')
  })

  it('without the key, if the page echoes it', async () => {
    const { saved } = await saveBody(`<p>${key}</p>`, 'text/html')
    expect(String(await rejection(saved))).not.toContain(key)
  })

  it('also where the page is split at its first bytes', async () => {
    const server = await FileServer.start(new Uint8Array(), {
      answer(_, response) {
        response.write('<', () => setImmediate(() => response.write('ht', () => response.end('ml>'))))
      },
    })
    const { apikley } = await setUp({ allowPrivateAddresses: true })
    const path = join(await temporaryFolder(), 'a.mp4')
    expect(await rejection(apikley.files.save(server.url, path))).toMatchObject({ kind: 'file' })
  })
})

describe('a file that is larger than allowed', () => {
  const clip = clipOf(300_000)

  it.for([
    ['by what is announced', {}],
    ['by what comes', { chunked: true }],
  ] as const)('is refused: %s', async ([, turn]) => {
    const server = await FileServer.start(clip, turn)
    const { apikley } = await setUp({ allowPrivateAddresses: true })
    const folder = await temporaryFolder()
    const save = apikley.files.save(server.url, join(folder, 'a.mp4'), { maxBytes: 299_999 })
    expect(await rejection(save)).toMatchObject({ kind: 'file', message: expect.stringContaining('299999') })
    expect(server.asked).toHaveLength(1)
    expect(await readdir(folder)).toEqual([])
  })

  it.for([300_000, null])('is taken up to %s', async (maxBytes) => {
    const server = await FileServer.start(clip, {})
    const { apikley } = await setUp({ allowPrivateAddresses: true })
    const path = join(await temporaryFolder(), 'a.mp4')
    expect(await apikley.files.save(server.url, path, { maxBytes })).toMatchObject({ bytes: 300_000 })
  })
})

it.for([{ maxBytes: -1 }, { maxBytes: Number.NaN }, { retries: '3' }])('%j is refused', async (options) => {
  const { saved } = await saveBody('clip', 'video/mp4', options)
  expect(await rejection(saved)).toMatchObject({ kind: 'configuration' })
})

it.for<[what: string, headers: Record<string, string>, status: number]>([
  ['the type of a page', { 'content-type': `text/html; token=${key}` }, 200],
  ['where it redirects to', { location: `ftp://${key}@files.example.com/${key}` }, 302],
])('the key that a host echoes as %s is in no error', async ([, headers, status]) => {
  const answer: Turn['answer'] = (_, response) => void response.writeHead(status, headers).end('<html>')
  const server = await FileServer.start(Buffer.alloc(0), { answer })
  const { apikley } = await setUp({ allowPrivateAddresses: true })
  const error = await rejection(apikley.files.save(server.url, { write() {}, commit() {}, abort() {} }))
  expect(inspect(error, { depth: 10 })).not.toContain(key)
})
