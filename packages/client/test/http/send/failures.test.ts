import type { Socket } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import { fetchSend } from '../../../src/http/send/fetch-send.ts'
import { nodeSend } from '../../../src/http/send/node-send.ts'
import { answerOf, rawServer } from './raw-server.ts'
import { failureOf, options, paid, senders } from './senders.ts'

const unfinished = 'HTTP/1.1 200 X\r\ncontent-length: 10\r\n\r\nok'

/** What a server does with a request that has arrived. */
const beforeAnswer: [what: string, act: (socket: Socket) => void][] = [
  ['closes', (socket) => void socket.end()],
  ['resets', (socket) => void socket.resetAndDestroy()],
  ['ends in the head', (socket) => void socket.end('HTTP/1.1 200 X\r\ncontent-le')],
  ['answers in HTTP/0.9', (socket) => void socket.end('<html>hi</html>')],
  ['answers something else', (socket) => void socket.write('220 mail.example.com ESMTP\r\n\r\n')],
  [
    'sends too long a head',
    (socket) => void socket.write(`HTTP/1.1 200 X\r\na: ${'b'.repeat(100_000)}\r\n\r\n`),
  ],
  [
    'sends a bad header',
    (socket) => void socket.write('HTTP/1.1 200 X\r\nb ad: a\r\ncontent-length: 0\r\n\r\n'),
  ],
  ['sends a bad length', (socket) => void socket.write('HTTP/1.1 200 X\r\ncontent-length: a\r\n\r\n')],
  [
    'upgrades',
    (socket) =>
      void socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n'),
  ],
]

const inAnswer: [what: string, act: (socket: Socket) => void][] = [
  ['closes', (socket) => void socket.end(unfinished)],
  [
    'resets',
    (socket) => {
      socket.write(unfinished)
      setTimeout(() => socket.resetAndDestroy(), 50)
    },
  ],
  [
    'sends a bad chunk',
    (socket) => void socket.write('HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nok'),
  ],
  [
    'cuts off chunks',
    (socket) => void socket.end('HTTP/1.1 200 X\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n'),
  ],
  ['packs badly', (socket) => void socket.write(answerOf(200, 'no gzip', 'content-encoding: gzip\r\n'))],
]

describe.each(senders)('over %s, a request that has arrived', (_, send) => {
  it.each(beforeAnswer)('fails as sent if the server %s', async (_what, act) => {
    const server = await rawServer(({ socket }) => act(socket))
    expect(await failureOf(send, paid(server.url))).toMatchObject({
      phase: 'sent',
      reason: 'connection',
      status: undefined,
    })
    expect(server.arrivals).toHaveLength(1)
  })

  it.each(inAnswer)('fails while it is answered if the server %s there', async (_what, act) => {
    const server = await rawServer(({ socket }) => act(socket))
    expect(await failureOf(send, paid(server.url))).toMatchObject({
      phase: 'answering',
      reason: 'connection',
      status: 200,
    })
    expect(server.arrivals).toHaveLength(1)
  })

  it('fails as sent when it is aborted', async () => {
    const controller = new AbortController()
    const server = await rawServer(() => controller.abort(new Error('enough')))
    const { phase, reason, cause } = await failureOf(send, paid(server.url), {
      ...options,
      signal: controller.signal,
    })
    expect([phase, reason, cause]).toEqual(['sent', 'aborted', new Error('enough')])
    expect(server.arrivals).toHaveLength(1)
  })

  it('fails as sent when it is aborted for a connection that was refused elsewhere', async () => {
    const controller = new AbortController()
    const elsewhere = Object.assign(new Error('connect'), { code: 'ECONNREFUSED', syscall: 'connect' })
    const server = await rawServer(() => controller.abort(elsewhere))
    const given = { ...options, signal: controller.signal }
    expect(await failureOf(send, paid(server.url), given)).toMatchObject({ phase: 'sent', reason: 'aborted' })
  })

  it('fails while it is answered when it is aborted there', async () => {
    const controller = new AbortController()
    const server = await rawServer(unfinished)
    const onData = (): void => void setImmediate(() => controller.abort())
    const given = { ...options, signal: controller.signal, onData }
    expect(await failureOf(send, paid(server.url), given)).toMatchObject({
      phase: 'answering',
      reason: 'aborted',
      status: 200,
    })
  })
})

describe.each(senders)('over %s, a failure', (_, send) => {
  it('before anything was begun is unsent', async () => {
    const server = await rawServer(answerOf(200))
    const given = { ...options, signal: AbortSignal.abort() }
    expect(await failureOf(send, paid(server.url), given)).toMatchObject({
      phase: 'unsent',
      reason: 'aborted',
    })
    expect(server.connections).toBe(0)
  })

  it('says nothing of the request', async () => {
    const server = await rawServer(({ socket }) => void socket.destroy())
    const { message, name, code } = await failureOf(send, paid(server.url))
    expect([name, message]).toEqual(['SendError', `connection (${code}) while sent`])
  })
})

it('over node, a request that is over leaves nothing on its signal', async () => {
  const { signal } = new AbortController()
  const add = vi.spyOn(signal, 'addEventListener')
  const remove = vi.spyOn(signal, 'removeEventListener')
  const broken = await rawServer(({ socket }) => void socket.destroy())
  await failureOf(nodeSend, paid(broken.url), { ...options, signal })
  const whole = await rawServer(answerOf(200))
  await nodeSend(paid(whole.url), { ...options, signal })
  const listeners = add.mock.calls.map(([, listener]) => listener)
  expect(listeners).toHaveLength(2)
  expect(remove.mock.calls.map(([, listener]) => listener)).toEqual(expect.arrayContaining(listeners))
})

it('over fetch, one that does not listen to its signal is left alone', async () => {
  const controller = new AbortController()
  const deaf = fetchSend(() => {
    controller.abort()
    return new Promise(() => {})
  })
  const given = { ...options, signal: controller.signal }
  expect(await failureOf(deaf, paid('http://127.0.0.1/'), given)).toMatchObject({
    phase: 'sent',
    reason: 'aborted',
  })
})
