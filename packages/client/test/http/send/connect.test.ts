import { describe, expect, it } from 'vitest'
import { SendError } from '../../../src/http/send/send-error.ts'
import { isBeforeSending } from '../../../src/http/send/fetch-phase.ts'
import { answerOf, rawServer } from './raw-server.ts'
import { failureOf, options, paid, senders } from './senders.ts'
import { run } from './run.ts'

/** A port that nobody listens to: below those that a system gives away, and not among those that fetch refuses. */
const closedPort = 2

const unsent = { phase: 'connecting', reason: 'connection', status: undefined }

describe.each(senders)('over %s, nothing was sent', (_, send) => {
  it.each(['127.0.0.1', 'localhost', '[::1]'])('if the connection is refused: %s', async (host) => {
    const failure = await failureOf(send, paid(`http://${host}:${closedPort}/`))
    expect(failure).toMatchObject(unsent)
    expect(failure.code).toMatch(/^(ECONNREFUSED|EADDRNOTAVAIL)$/)
  })

  it('if the name has no address', async () => {
    expect(await failureOf(send, paid('http://api.invalid/'))).toMatchObject(unsent)
  })

  it('if there is no way to the address', async () => {
    // The system refuses it at once: it stands for all machines of the network.
    const failure = await failureOf(send, paid('http://255.255.255.255:80/'))
    expect(failure).toMatchObject(unsent)
    expect(failure.code).toMatch(/^(ENETUNREACH|EHOSTUNREACH|EACCES|EADDRNOTAVAIL)$/)
  })

  it('if the certificate is not trusted', async () => {
    const server = await rawServer(answerOf(200), { tls: true })
    expect(await failureOf(send, paid(server.url))).toMatchObject({
      ...unsent,
      code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    })
    expect(server.arrivals).toEqual([])
  })

  it('if the server speaks no TLS', async () => {
    const server = await rawServer(answerOf(400), {
      onConnection: (socket) => void socket.end(answerOf(400)),
    })
    expect(await failureOf(send, paid(`https://127.0.0.1:${server.port}/`))).toMatchObject(unsent)
  })

  it('if the server closes in the handshake', async () => {
    const server = await rawServer('', { onConnection: (socket) => void socket.end() })
    expect(await failureOf(send, paid(`https://127.0.0.1:${server.port}/`))).toMatchObject(unsent)
  })

  it('if the request cannot be written', async () => {
    const server = await rawServer(answerOf(200))
    const broken = { ...paid(server.url), headers: { a: 'b\nc' } }
    const failure = await failureOf(send, broken)
    expect(failure).toMatchObject({ phase: 'unsent', reason: 'invalid' })
    expect(await failureOf(send, paid('no address'))).toMatchObject({ phase: 'unsent', reason: 'invalid' })
    expect(server.connections).toBe(0)
  })
})

it.skipIf(process.platform === 'win32')('nothing was sent if the process has no file left', async () => {
  const server = await rawServer(answerOf(200))
  const { stdout } = await run('http/send/programs/no-files', [server.url], { files: 200 })
  expect(stdout).toBe(
    'node connecting EMFILE\nnode, its own connection connecting EMFILE\nfetch connecting EMFILE\n',
  )
  expect(server.connections).toBe(0)
})

it('over node, a form is not sent', async () => {
  const [, node] = senders[0]!
  const server = await rawServer(answerOf(200))
  const form = { ...paid(server.url), body: new FormData() }
  expect(await failureOf(node, form)).toMatchObject({ phase: 'unsent', reason: 'invalid' })
})

it('over node, nothing was sent if it is aborted in the handshake', async () => {
  const [, node] = senders[0]!
  const controller = new AbortController()
  const server = await rawServer('', {
    onConnection: (socket) => void socket.once('data', () => controller.abort()),
  })
  const given = { ...options, signal: controller.signal }
  expect(await failureOf(node, paid(`https://127.0.0.1:${server.port}/`), given)).toMatchObject({
    phase: 'connecting',
    reason: 'aborted',
  })
})

// As they came from the runtimes themselves.
describe('what a fetch rejects with', () => {
  const failed = (cause: object): Error => new TypeError('fetch failed', { cause })
  const coded = (message: string, facts: object): Error => Object.assign(new Error(message), facts)
  const both = (one: object, other: object): Error =>
    failed(Object.assign(new AggregateError([coded('', one), coded('', other)]), one))

  it.each([
    ['Node', failed(coded('connect EACCES', { code: 'EACCES', syscall: 'connect' }))],
    ['Node', failed(coded('connect EMFILE', { code: 'EMFILE', syscall: 'connect' }))],
    ['Node', both({ code: 'ENETUNREACH', syscall: 'connect' }, { code: 'ETIMEDOUT', syscall: 'connect' })],
    ['undici', failed(coded('', { code: 'UND_ERR_CONNECT_TIMEOUT' }))],
    ['undici', failed(coded('bad port', {}))],
    [
      'undici',
      failed(
        coded('Request was cancelled.', {
          code: 'UND_ERR_ABORTED',
          cause: coded('Proxy response (407) !== 200 when HTTP Tunneling', { code: 'UND_ERR_ABORTED' }),
        }),
      ),
    ],
    [
      'Bun 1.2',
      coded('Unable to connect. Is the computer able to access the url?', { code: 'ConnectionRefused' }),
    ],
    ['Bun 1.2', coded('Was there a typo in the url or port?', { code: 'FailedToOpenSocket' })],
    ['Bun 1.4', coded('EHOSTUNREACH: Unable to connect. Is the computer …', { code: 'EHOSTUNREACH' })],
    ['Bun 1.4', coded('EPROTO: The TLS handshake failed. Does the server …', { code: 'EPROTO' })],
    [
      'Deno 2.0',
      new TypeError(
        'error sending request for url (http://a.invalid/): client error (Connect): dns error: …',
      ),
    ],
    [
      'Deno 2.9',
      failed(
        coded('error sending request for url (http://a.invalid/): client error (Connect): dns error: …', {}),
      ),
    ],
  ])('tells that nothing was sent: %s, %o', (_engine, error) => {
    expect(isBeforeSending(error)).toBe(true)
  })

  it.each([
    ['Node', failed(coded('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' }))],
    ['Node', failed(coded('read EHOSTUNREACH', { code: 'EHOSTUNREACH', syscall: 'read' }))],
    ['Node', failed(coded('write EPIPE', { code: 'EPIPE', syscall: 'write' }))],
    ['Node', both({ code: 'ENETUNREACH', syscall: 'connect' }, { code: 'EPIPE', syscall: 'write' })],
    ['undici', failed(coded('other side closed', { code: 'UND_ERR_SOCKET' }))],
    ['undici', failed(coded('', { code: 'UND_ERR_HEADERS_TIMEOUT' }))],
    ['Bun', coded('The socket connection was closed unexpectedly.', { code: 'ECONNRESET' })],
    ['Deno', failed(coded('client error (SendRequest): connection closed before message completed', {}))],
    ['a browser', new TypeError('Failed to fetch')],
    ['anybody', undefined],
    ['anybody', 'ECONNREFUSED'],
  ])('tells nothing of that: %s, %o', (_engine, error) => {
    expect(isBeforeSending(error)).toBe(false)
  })

  it('has its innermost code', () => {
    const cause = both({ code: 'ECONNREFUSED', syscall: 'connect' }, {})
    const { code } = new SendError({ phase: 'connecting', reason: 'connection', cause })
    expect(code).toBe('ECONNREFUSED')
  })
})
