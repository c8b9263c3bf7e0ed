import { describe, expect, test } from 'vitest'
import type { Mock } from '../../src/index.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { send, textAt, useMock } from '../support/mock.ts'
import { useServer } from '../support/server.ts'

const pixels = Uint8Array.from({ length: 300 }, (_, at) => at % 256)
const base64 = Buffer.from(pixels).toString('base64')

function form(fields: Record<string, string | File>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

const upload = (mock: Mock, kind: string, body: unknown) =>
  send(mock, `POST /file-upload/api/file-${kind}-upload`, body)

const file = new File([pixels], 'маяк 1.png', { type: 'image/png' })

describe('a file is taken and served again', () => {
  const ways = [
    { kind: 'stream', body: () => form({ file, uploadPath: 'in/put', fileName: 'a.png' }) },
    {
      kind: 'base64',
      body: () => ({ base64Data: base64, uploadPath: '/in/put/', fileName: 'a.png' }),
    },
    {
      kind: 'base64',
      body: () => ({
        base64Data: `data:image/gif;base64,${base64}`,
        uploadPath: 'in/put',
        fileName: 'a.png',
      }),
    },
    { kind: 'url', body: (source: string) => ({ fileUrl: source, uploadPath: 'in/put', fileName: 'a.png' }) },
  ]
  test.each(ways)('by $kind', async ({ kind, body }) => {
    const mock = await useMock({ clock: createFakeClock() })
    const source = await upload(mock, 'stream', form({ file, uploadPath: 'source' }))
    const { envelope } = await upload(mock, kind, body(textAt(source.envelope.data, 'downloadUrl')))
    expect(envelope).toEqual({
      success: true,
      code: 200,
      msg: 'File uploaded successfully',
      data: {
        success: true,
        fileName: 'a.png',
        filePath: 'in/put/a.png',
        downloadUrl: `${mock.url}/uploads/in/put/a.png`,
        fileSize: 300,
        mimeType: 'image/png',
        uploadedAt: '2026-11-22T12:00:00.000Z',
      },
    })
    const served = await fetch(textAt(envelope.data, 'downloadUrl'))
    expect(served.headers.get('content-type')).toBe('image/png')
    expect(await served.bytes()).toEqual(pixels)
  })
})

describe('the name of a file that was given none', () => {
  const ways = [
    { kind: 'stream', body: () => form({ file, uploadPath: 'p' }), name: /^[0-9a-f]{16}\.png$/ },
    { kind: 'base64', body: () => ({ base64Data: base64, uploadPath: 'p' }), name: /^[0-9a-f]{16}\.bin$/ },
    ...[null, ''].map((fileName) => ({
      kind: 'base64',
      body: () => ({ base64Data: base64, uploadPath: 'p', fileName }),
      name: /^[0-9a-f]{16}\.bin$/,
    })),
    {
      kind: 'base64',
      body: () => ({ base64Data: `data:image/gif;base64,${base64}`, uploadPath: 'p' }),
      name: /^[0-9a-f]{16}\.gif$/,
    },
    {
      kind: 'url',
      body: (source: string) => ({ fileUrl: source, uploadPath: 'p' }),
      name: /^[0-9a-f]{16}\.png$/,
    },
  ]
  test.each(ways)('by $kind is $name', async ({ kind, body, name }) => {
    const mock = await useMock()
    const source = await upload(mock, 'stream', form({ file, uploadPath: 'source' }))
    const { envelope } = await upload(mock, kind, body(textAt(source.envelope.data, 'downloadUrl')))
    expect(textAt(envelope.data, 'fileName')).toMatch(name)
    expect((await fetch(textAt(envelope.data, 'downloadUrl'))).status).toBe(200)

    const again = await upload(mock, kind, body(textAt(source.envelope.data, 'downloadUrl')))
    expect(textAt(again.envelope.data, 'filePath')).not.toBe(textAt(envelope.data, 'filePath'))
  })
})

describe('the media type', () => {
  const ways = [
    { what: 'told with a file', sent: 'image/webp', fileName: 'a.png', type: 'image/webp' },
    { what: 'of a name, where none was told', sent: '', fileName: 'a.MP4', type: 'video/mp4' },
    {
      what: 'of a name, where any was told',
      sent: 'application/octet-stream',
      fileName: 'a.mp3',
      type: 'audio/mpeg',
    },
    { what: 'of anything else', sent: '', fileName: 'a.lighthouse', type: 'application/octet-stream' },
  ]
  test.each(ways)('$what', async ({ sent, fileName, type }) => {
    const mock = await useMock()
    const body = form({ file: new File([pixels], 'x', { type: sent }), uploadPath: 'p', fileName })
    expect((await upload(mock, 'stream', body)).envelope.data).toMatchObject({ mimeType: type })
  })
})

test('a file of the same path replaces the one before', async () => {
  const mock = await useMock()
  const second = { base64Data: 'c2Vjb25k', uploadPath: 'p', fileName: 'x' }
  await upload(mock, 'base64', { ...second, base64Data: 'Zmlyc3Q=' })
  const { envelope } = await upload(mock, 'base64', second)
  expect(await (await fetch(textAt(envelope.data, 'downloadUrl'))).text()).toBe('second')
})

test('a path cannot climb', async () => {
  const mock = await useMock()
  const { envelope } = await upload(mock, 'base64', {
    base64Data: 'eA==',
    uploadPath: '../..//a',
    fileName: '../../b/c',
  })
  expect(envelope.data).toMatchObject({ filePath: 'a/b_c', fileName: 'b_c' })
})

describe('what cannot be taken', () => {
  const wrong = [
    {
      name: 'text that is not Base64',
      kind: 'base64',
      body: { base64Data: 'not base64!', uploadPath: 'p' },
      code: 400,
      msg: /not Base64/,
    },
    {
      name: 'a form field instead of a file',
      kind: 'stream',
      body: () => form({ file: 'text', uploadPath: 'p' }),
      code: 400,
      msg: /must be a file/,
    },
    {
      name: 'a form without uploadPath',
      kind: 'stream',
      body: () => form({ file }),
      code: 400,
      msg: /uploadPath/,
    },
    {
      name: 'no URL',
      kind: 'url',
      body: { fileUrl: 'lighthouse.png', uploadPath: 'p' },
      code: 400,
      msg: /uri/,
    },
    {
      name: 'a URL of another kind',
      kind: 'url',
      body: { fileUrl: 'file:///etc/hostname', uploadPath: 'p' },
      code: 400,
      msg: /http or https/,
    },
    {
      name: 'a URL of the mock itself that leads to no file',
      kind: 'url',
      body: (url: string) => ({ fileUrl: `${url}/none`, uploadPath: 'p' }),
      code: 400,
      msg: /HTTP 404/,
    },
    {
      name: 'a URL that nobody answers',
      kind: 'url',
      body: { fileUrl: 'http://127.0.0.1:2/x', uploadPath: 'p' },
      code: 400,
      msg: /could not be fetched/,
    },
  ]
  test.each(wrong)('$name', async ({ kind, body, code, msg }) => {
    const mock = await useMock({ reach: 'loopback' })
    const { status, envelope } = await upload(mock, kind, typeof body === 'function' ? body(mock.url) : body)
    expect(status).toBe(code)
    expect(envelope).toEqual({ success: false, code, msg: expect.stringMatching(msg) })
  })

  test('an upload without the key, with the HTTP status that the code says', async () => {
    const mock = await useMock({ apiKey: 'fake-key-for-tests-1111' })
    const body = { base64Data: base64, uploadPath: 'p' }
    const { status, envelope } = await upload(mock, 'base64', body)
    expect(status).toBe(401)
    expect(envelope).toEqual({ success: false, code: 401, msg: expect.any(String) })
  })

  const faults = [
    { fault: 'http429', status: 429, code: 429 },
    { fault: 'maintenance', status: 455, code: 455 },
    { fault: 'maintenance;code=500', status: 500, code: 500 },
    { fault: 'envelope;code=505', status: 200, code: 505 },
    { fault: 'nothing', status: 400, code: 400 },
  ]
  test.each(faults)('an upload that gets $fault', async ({ fault, status, code }) => {
    const target = 'POST /file-upload/api/file-base64-upload'
    const answer = await send(await useMock(), target, {}, { 'x-mock-fault': fault })
    expect(answer).toMatchObject({ status, envelope: { success: false, code, msg: expect.any(String) } })
    expect(answer.envelope).not.toHaveProperty('data')
  })

  test('another method', async () => {
    const answer = await send(await useMock(), 'GET /file-upload/api/file-base64-upload')
    expect(answer).toMatchObject({ status: 405, envelope: { success: false, code: 405 } })
  })

  test('a body that is too large', async () => {
    const mock = await useMock({ maxBodyBytes: 10 })
    const { status, envelope } = await upload(mock, 'base64', { base64Data: base64, uploadPath: 'p' })
    expect(status).toBe(413)
    expect(envelope).toEqual({ success: false, code: 413, msg: expect.stringContaining('10 bytes') })
  })

  test('a URL whose file is too large', async () => {
    const mock = await useMock({ maxBodyBytes: 400, reach: 'loopback' })
    const fileUrl = await useServer((_request, response) => response.end(Buffer.alloc(500)))
    const { envelope } = await upload(mock, 'url', { fileUrl, uploadPath: 'p' })
    expect(envelope).toMatchObject({ code: 400, msg: expect.stringContaining('400 bytes') })
  })
})
