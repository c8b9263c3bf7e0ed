import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { nodeHandler, type NodeRequest } from '@apikley/client/node'
import { succeeded } from '../tasks/records.ts'
import { bodyOf, gate, heldTask, receiving, serve } from './set-up.ts'

/** A connection that writes what a sloppy or hostile sender does. */
async function dial(
  url: string,
  ...lines: string[]
): Promise<{ socket: ReturnType<typeof connect>; answer: Promise<string> }> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  const parts: Buffer[] = []
  socket.on('data', (part) => parts.push(part))
  const answer = once(socket, 'close').then(() => Buffer.concat(parts).toString())
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  return { socket, answer }
}

describe('in node:http', () => {
  it('a body without an announced length is read up to its limit, and no further', async () => {
    const { url, server, told } = await receiving({ handler: { maxBodyBytes: 100 } })
    const { socket, answer } = await dial(url, 'POST / HTTP/1.1', 'host: here', 'transfer-encoding: chunked')
    socket.write(`65\r\n${' '.repeat(101)}\r\n`)
    expect(await answer).toMatch(/^HTTP\/1\.1 413 [^]*connection: close/i)
    expect(told).toEqual([])
    expect(server.received).toEqual([])
  })

  it('a body of an announced length that is too much is not read at all', async () => {
    const { url, told } = await receiving()
    const { answer } = await dial(url, 'POST / HTTP/1.1', 'host: here', 'content-length: 1000001')
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /)
    expect(told).toEqual([])
  })

  it('a sender that hangs up in the middle harms nobody', async () => {
    const { url, server, told, post } = await receiving()
    server.on('recordInfo', succeeded())
    const { socket, answer } = await dial(url, 'POST / HTTP/1.1', 'host: here', 'content-length: 1000')
    socket.write('{"data":')
    socket.destroy()
    await answer
    expect(told).toEqual([])
    expect(await post()).toBe(200)
    expect(told).toHaveLength(1)
  })

  it('a sender that dawdles is turned away when the time is up', async () => {
    const { url, clock, told } = await receiving()
    const { socket, answer } = await dial(url, 'POST / HTTP/1.1', 'host: here', 'content-length: 1000')
    socket.write('{"data":')
    await vi.waitFor(() => expect(clock.pending).toBeGreaterThan(0), 60_000)
    clock.advance(10_000)
    expect(await answer).toMatch(/^HTTP\/1\.1 503 /)
    expect(told).toEqual([])
  })

  it('a sender that does not wait for the answer does not stop the work', async () => {
    const { onTask, begun, done } = heldTask()
    const { url, server, post } = await receiving({ handler: { onTask } })
    server.on('recordInfo', succeeded())
    const body = bodyOf()
    const { socket, answer } = await dial(
      url,
      'POST / HTTP/1.1',
      'host: here',
      `content-length: ${body.length}`,
    )
    socket.write(body)
    await begun.opened
    socket.destroy()
    await answer
    done.open()
    expect(await post()).toBe(200)
    expect(onTask).toHaveBeenCalledTimes(1)
  })

  it.for(['OPTIONS *', 'GET //', 'TRACE /', 'POST http://elsewhere.example.com/?a'])(
    'a strange first line is answered with 4xx: %s',
    async (line) => {
      const { url } = await receiving()
      const { answer } = await dial(url, `${line} HTTP/1.1`, 'host: here', 'connection: close')
      expect(await answer).toMatch(/^HTTP\/1\.1 4/)
    },
  )

  it('the handler sees the whole address, and the headers', async () => {
    const seen: unknown[] = []
    const handle = nodeHandler(async (request) => {
      seen.push(request.url, request.headers.get('x-shop'))
      return new Response('ok')
    })
    const url = await serve((request, response) => {
      // Express takes the beginning off in a router.
      handle(Object.assign(request, { originalUrl: request.url, url: '/' }), response)
    })
    expect(await (await fetch(`${url}/7?a=%20b`, { headers: { 'x-shop': 'lighthouse' } })).text()).toBe('ok')
    expect(seen).toEqual(['http://localhost/hook/7?a=%20b', 'lighthouse'])
  })

  it('what the handler rejects with is HTTP 500 and a warning, not the end of the process', async () => {
    const warned = once(process, 'warning')
    const url = await serve(nodeHandler(() => Promise.reject(new Error('a wrong option'))))
    expect((await fetch(url, { method: 'POST', body: bodyOf() })).status).toBe(500)
    expect(await warned).toMatchObject([{ message: 'a wrong option' }])
  })

  it('or goes to who handles errors, if there is somebody', async () => {
    const handled = gate()
    const failing = nodeHandler(() => Promise.reject(new Error('a wrong option')))
    const url = await serve((request, response) =>
      failing(request, response, (error) => {
        response.writeHead(418).end(String(error))
        handled.open()
      }),
    )
    const answer = await fetch(url, { method: 'POST', body: bodyOf() })
    await handled.opened
    expect([answer.status, await answer.text()]).toEqual([418, 'Error: a wrong option'])
  })
})

describe('a body that somebody else has read before', () => {
  const parsed: [name: string, of: (text: string) => unknown][] = [
    ['an object', (text) => JSON.parse(text)],
    ['bytes', (text) => Buffer.from(text)],
    ['text', (text) => text],
  ]
  it.for(parsed)('as %s', async ([, of]) => {
    const { handler, server, told } = await receiving()
    server.on('recordInfo', succeeded())
    const handle = nodeHandler(handler)
    const url = await serve((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        const read: NodeRequest = Object.assign(request, { body: of(Buffer.concat(parts).toString()) })
        handle(read, response)
      })
    })
    expect((await fetch(url, { method: 'POST', body: bodyOf() })).status).toBe(200)
    expect(told).toHaveLength(1)
  })
})
