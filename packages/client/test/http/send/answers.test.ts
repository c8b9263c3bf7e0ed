import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { toResponse } from '../../../src/http/send/to-response.ts'
import { answerOf, rawServer } from './raw-server.ts'
import { options, paid, senders } from './senders.ts'

describe.each(senders)('over %s, a request is sent once', (name, send) => {
  it.each([200, 201, 400, 408, 421, 425, 429, 500, 502, 503, 599])('and answered %d', async (status) => {
    const server = await rawServer(answerOf(status, '{"a":"маяк"}', 'x-a: b\r\n'))
    const answer = await send(paid(server.url), options)
    expect(answer).toMatchObject({ status, text: '{"a":"маяк"}' })
    expect([answer.headers.get('X-A'), answer.headers.get('x-b')]).toEqual(['b', null])
    expect(server.arrivals).toHaveLength(1)
  })

  it('whole, with its length', async () => {
    const server = await rawServer(answerOf(200))
    await send(paid(server.url), options)
    const [{ head, body } = { head: '', body: '' }] = server.arrivals
    expect(body).toBe('{"prompt":"маяк"}')
    expect(head).toMatch(/^POST \/ HTTP\/1.1\r\n/)
    expect(head).toMatch(/^content-type: application\/json\r$/im)
    expect(head).toMatch(/^authorization: Bearer fake-key-for-tests-0000\r$/im)
    expect(head).not.toMatch(/^transfer-encoding/im)
  })

  it.each([301, 302, 303, 307, 308])('and a redirect (%d) handed back', async (status) => {
    const server = await rawServer(answerOf(status, '', 'location: /elsewhere\r\n'))
    expect(await send(paid(server.url), options)).toMatchObject({ status, text: '' })
    expect(server.arrivals).toHaveLength(1)
  })

  it.each([
    'HTTP/1.1 204 X\r\n\r\n',
    'HTTP/1.1 205 X\r\ncontent-length: 0\r\n\r\n',
    'HTTP/1.1 304 X\r\n\r\n',
  ])('and answered without a body: %j', async (head) => {
    const server = await rawServer(head)
    const { status, text } = await send(paid(server.url), options)
    expect([String(status), text]).toEqual([head.slice(9, 12), ''])
    expect(server.arrivals).toHaveLength(1)
  })

  it('and what comes before the answer is skipped', async () => {
    // An unasked 100 is an error to undici's fetch; then it is not known what became of the request.
    const early = [
      '102 Processing',
      '103 Early Hints\r\nlink: </a>',
      ...(name === 'node' ? ['100 Continue'] : []),
    ]
    const before = early.map((line) => `HTTP/1.1 ${line}\r\n\r\n`).join('')
    const server = await rawServer(Buffer.concat([Buffer.from(before), answerOf(200, 'it')]))
    expect(await send(paid(server.url), options)).toMatchObject({ status: 200, text: 'it' })
    expect(server.arrivals).toHaveLength(1)
  })

  it('and an answer read that ends with the connection', async () => {
    const server = await rawServer(({ socket }) => void socket.end('HTTP/1.1 200 X\r\n\r\nit'))
    expect(await send(paid(server.url), options)).toMatchObject({ status: 200, text: 'it' })
    expect(server.arrivals).toHaveLength(1)
  })

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('and unpacked: %s', async (encoding, pack) => {
    const text = '{"a":"маяк"}'.repeat(1_000)
    const server = await rawServer(answerOf(200, pack(text), `content-encoding: ${encoding}\r\n`))
    expect((await send(paid(server.url), options)).text).toBe(text)
  })
})

it.each([
  { ownConnection: false, connections: 1 },
  { ownConnection: true, connections: 3 },
])('over node, connections are used again unless each is to have its own: %o', async (row) => {
  const { ownConnection, connections } = row
  const [, node] = senders[0]!
  const server = await rawServer(answerOf(200))
  for (let sent = 0; sent < 3; sent++) await node(paid(server.url), { ...options, ownConnection })
  expect(server.connections).toBe(connections)
})

it.each([
  [200, true],
  [299, true],
  [199, false],
  [300, false],
  [421, false],
])('an answer of %d stands for a Response', async (status, ok) => {
  const response = toResponse({ status, headers: new Headers({ a: 'b' }), text: '{}' })
  expect([response.ok, response.status, response.headers.get('a'), await response.text()]).toEqual([
    ok,
    status,
    'b',
    '{}',
  ])
})
