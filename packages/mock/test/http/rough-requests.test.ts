import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import type { Mock, MockEvent } from '../../src/index.ts'
import { createTask, key, readRecord, send, useMock } from '../support/mock.ts'

const create = 'POST /api/v1/jobs/createTask'

async function expectAlive(mock: Mock): Promise<void> {
  const taskId = await createTask(mock)
  expect(await readRecord(mock, taskId)).toMatchObject({ taskId })
}

/** Sends bytes as they are and answers what came back until the mock closed the connection. */
function sendRaw(mock: Mock, bytes: string): Promise<string> {
  const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
  socket.end(bytes)
  return text(socket)
}

const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`

describe('bodies', () => {
  const bodies = [
    { name: 'malformed JSON', body: '{"model": ', code: 400 },
    { name: 'no JSON at all', body: 'маяк', code: 400 },
    { name: 'nothing', body: '', code: 422 },
    { name: 'null', body: 'null', code: 422 },
    { name: 'a non-Latin property', body: '{"модель":"маяк","提示":1}', code: 500 },
    {
      name: 'a non-Latin property of the input',
      body: '{"model":"kling/v2-1-master-text-to-video","input":{"подсказка":"маяк"}}',
      code: 500,
    },
    {
      name: 'a non-Latin value',
      body: '{"model":"kling/v2-1-master-text-to-video","input":{"prompt":"маяк","duration":"пять 🌅"}}',
      code: 422,
    },
    { name: 'a non-Latin model', body: '{"model":"клинг"}', code: 422 },
    {
      name: 'names of Object.prototype',
      body: '{"model":"constructor","__proto__":{"model":1},"toString":null}',
      code: 422,
    },
    {
      name: 'a prototype as input',
      body: '{"model":"kling/v2-1-master-text-to-video","input":{"prompt":"x","__proto__":{"duration":"5"}}}',
      code: 200,
    },
    {
      name: 'a lone surrogate',
      body: '{"model":"kling/v2-1-master-text-to-video","input":{"prompt":"\\ud800"}}',
      code: 400,
    },
    {
      name: 'a lone surrogate in a name',
      body: '{"model":"kling/v2-1-master-text-to-video","input":{"prompt":"x","\\udfff":1}}',
      code: 400,
    },
    {
      name: 'a whole pair of surrogates',
      body: '{"model":"kling/v2-1-master-text-to-video","input":{"prompt":"\\ud83c\\udf05"}}',
      code: 200,
    },
    {
      name: 'a lone surrogate in bytes, which is not UTF-8',
      body: Buffer.from('{"model":"\xed\xa0\x80"}', 'latin1'),
      code: 400,
    },
    {
      name: 'endless nesting',
      body: `{"model":"kling/v2-1-master-text-to-video","input":{"prompt":${deep}}}`,
      code: 422,
    },
    {
      name: 'an array with a hole of a million',
      body: `{"model":"kling/v2-1-master-text-to-video","input":[${'0,'.repeat(999_999)}0]}`,
      code: 422,
    },
  ]
  test.each(bodies)('$name → $code', async ({ body, code }) => {
    const events: MockEvent[] = []
    const mock = await useMock({ log: (event) => events.push(event) })
    const { status, envelope } = await send(mock, create, typeof body === 'string' ? body : new Blob([body]))
    expect([status, envelope.code]).toEqual([200, code])
    await expectAlive(mock)
    expect(events.filter((event) => event.type === 'defect')).toEqual([])
  })

  test('an unknown field as deep as JSON goes', async () => {
    const mock = await useMock()
    const { envelope } = await send(
      mock,
      create,
      `{"model":"kling/v2-1-master-text-to-video","input":{"prompt":"x","more":${deep}}}`,
    )
    expect(envelope).toEqual({ code: 422, msg: 'The body is nested more than 100 deep.', data: null })
    await expectAlive(mock)
  })

  const forms = [
    { name: 'a form without its boundary', type: 'multipart/form-data', body: 'x' },
    {
      name: 'a form with another boundary',
      type: 'multipart/form-data; boundary=a',
      body: '--b\r\n\r\n--b--',
    },
    {
      name: 'a form that breaks off',
      type: 'multipart/form-data; boundary=a',
      body: '--a\r\nContent-Disposition: form-data; name="fi',
    },
    { name: 'JSON where a form belongs', type: 'application/json', body: '{"file":"x","uploadPath":"p"}' },
  ]
  test.each(forms)('$name', async ({ type, body }) => {
    const mock = await useMock()
    const { status, envelope } = await send(mock, 'POST /file-upload/api/file-stream-upload', body, {
      'content-type': type,
    })
    expect(status).toBe(400)
    expect(envelope).toMatchObject({ success: false, code: 400 })
    await expectAlive(mock)
  })

  test.each(['with a length', 'in chunks'])('too large, %s', async (way) => {
    const mock = await useMock({ maxBodyBytes: 1_000 })
    const whole = 'x'.repeat(2_000)
    const response = await fetch(`${mock.url}/api/v1/jobs/createTask`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: way === 'in chunks' ? new Blob([whole]).stream() : whole,
      duplex: 'half',
    })
    expect(response.status).toBe(413)
    expect(await response.json()).toMatchObject({ code: 413, msg: expect.stringContaining('1000 bytes') })
    await expectAlive(mock)
  })
})

describe('addresses and methods', () => {
  const wrong = [
    { target: 'GET /', status: 404 },
    { target: 'GET //', status: 404 },
    { target: 'GET /api/v1/jobs/createTask/', status: 404 },
    { target: 'GET /results/%zz.mp4', status: 404 },
    { target: 'GET /uploads/%zz', status: 404 },
    { target: 'GET /uploads/../../package.json', status: 404 },
    { target: `GET /${'x'.repeat(8_000)}`, status: 404 },
    { target: 'GET /api/v1/jobs/createTask', status: 405, allow: 'POST, OPTIONS' },
    { target: 'HEAD /api/v1/chat/credit', status: 405, allow: 'GET, OPTIONS' },
    { target: 'DELETE /api/v1/jobs/recordInfo', status: 405, allow: 'GET, OPTIONS' },
  ]
  test.each(wrong)('$target → $status', async ({ target, status, allow }) => {
    const mock = await useMock()
    const answer = await send(mock, target)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('allow')).toBe(allow ?? null)
    expect(answer.envelope).toMatchObject(target.startsWith('HEAD') ? {} : { code: status, data: null })
    await expectAlive(mock)
  })

  test('an unknown path is told the paths that there are', async () => {
    const { envelope } = await send(await useMock(), 'GET /v1/jobs')
    expect(envelope.msg).toContain('POST /api/v1/jobs/createTask')
    expect(envelope.msg).toContain('GET /api/v1/jobs/recordInfo')
  })

  test('a query of odd names and repeated values', async () => {
    const mock = await useMock()
    for (const query of ['__proto__=1&taskId=x', 'taskId=a&taskId=b', 'taskId=%ff', '&&&=', 'taskId[]=x'])
      expect((await send(mock, `GET /api/v1/jobs/recordInfo?${query}`)).envelope.code).toBe(422)
    await expectAlive(mock)
  })
})

describe('bytes that are no proper request', () => {
  const close = 'connection: close\r\n'
  const raw = [
    { name: 'no HTTP', bytes: 'hello\r\n\r\n', answer: /^HTTP\/1\.1 400/ },
    { name: 'nothing', bytes: '', answer: /^/ },
    {
      name: 'an absolute target',
      bytes: `GET http://localhost/api/v1/chat/credit HTTP/1.1\r\nhost: localhost\r\n${close}\r\n`,
      answer: /"code":401/,
    },
    {
      name: 'a broken target',
      bytes: `GET http://[ HTTP/1.1\r\nhost: localhost\r\n${close}\r\n`,
      answer: /^HTTP\/1\.1 4/,
    },
    {
      name: 'OPTIONS *',
      bytes: `OPTIONS * HTTP/1.1\r\nhost: localhost\r\n${close}\r\n`,
      answer: /^HTTP\/1\.1 404/,
    },
    {
      name: 'a Host that is none',
      bytes: `GET /api/v1/chat/credit HTTP/1.1\r\nhost: ]]\r\nauthorization: Bearer x\r\n${close}\r\n`,
      answer: /^HTTP\/1\.1 403/,
    },
    {
      name: 'a body announced too large and not sent',
      bytes: `POST /api/v1/jobs/createTask HTTP/1.1\r\nhost: localhost\r\n${close}content-length: 99999999\r\n\r\n`,
      answer: /^HTTP\/1\.1 413/,
    },
    {
      name: 'a content type that is wrong, in chunks',
      bytes: `POST /api/v1/common/download-url HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer x\r\ncontent-type: text/plain\r\ntransfer-encoding: chunked\r\n${close}\r\n2\r\n{}\r\n0\r\n\r\n`,
      answer: /Supported content types/,
    },
    {
      name: 'a content type that is no type',
      bytes: `POST /api/v1/common/download-url HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer x\r\ncontent-type: aaaa\r\ncontent-length: 2\r\n${close}\r\n{}`,
      answer: /Supported content types/,
    },
    {
      name: 'a body that breaks off',
      bytes: 'POST /api/v1/jobs/createTask HTTP/1.1\r\nhost: localhost\r\ncontent-length: 900\r\n\r\n{"mod',
      answer: /^/,
    },
    {
      name: 'an upgrade',
      bytes: `GET / HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`,
      answer: /^/,
    },
  ]
  test.each(raw)('$name', async ({ bytes, answer }) => {
    const mock = await useMock()
    expect(await sendRaw(mock, bytes)).toMatch(answer)
    await expectAlive(mock)
  })
})
