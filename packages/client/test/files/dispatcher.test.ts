import { describe, expect, it } from 'vitest'
import { throughProxy, trust } from '../http/send/environment.ts'
import { proxyServer } from '../http/send/proxy-server.ts'
import { answerOf, rawServer } from '../http/send/raw-server.ts'
import { run } from '../http/send/run.ts'
import { rejection, setUp } from '../set-up.ts'

const file = Buffer.from('\x01file')
const served = answerOf(200, file)

async function save(url: string, kind = 'plain', env: Record<string, string> = {}): Promise<string> {
  const { stdout, stderr } = await run('files/programs/save-through', [url, kind], { env })
  return stderr + stdout.trim()
}

describe('a download goes over the connections that the program has set', () => {
  it.for(['fetch used before', 'another dispatcher', 'composed', 'patched fetch'])('%s', async (kind) => {
    const server = await rawServer(served)
    expect(await save(server.url, kind)).toBe('saved 5')
  })

  it('that make its connections by themselves', async () => {
    const server = await rawServer(served)
    expect(await save(server.url, 'another factory')).toContain('the connection failed')
    expect(server.connections).toBe(0)
  })

  it('with an own CA', async () => {
    const server = await rawServer(served, { tls: true })
    expect(await save(server.url, 'own ca')).toBe('saved 5')
  })

  it('with a certificate of its own', async () => {
    const server = await rawServer(served, { tls: true, asksForCertificate: true })
    expect(await save(server.url, 'own certificate')).toBe('saved 5')
    expect(await save(server.url, 'own ca')).toMatch(
      /ERR_SSL_\w+_CERTIFICATE_REQUIRED|ECONNRESET|other side closed/,
    )
  })

  it.for([true, false])('through the proxy of the environment, with TLS: %s', async (tls) => {
    const server = await rawServer(served, { tls })
    const proxy = await proxyServer()
    const env = { ...throughProxy(proxy.url), ...(await trust()) }
    expect(await save(server.url, 'plain', env)).toBe('saved 5')
    expect(proxy.asked).toHaveLength(1)
  })

  it('to a server whose certificate Node was told to trust', async () => {
    const server = await rawServer(served, { tls: true })
    expect(await save(server.url, 'plain', await trust())).toBe('saved 5')
  })
})

describe('a connection that ends before its bytes are taken does not end the process', () => {
  const head = (length: number): string =>
    `HTTP/1.1 200 OK\r\ncontent-type: video/mp4\r\ncontent-length: ${length}\r\nconnection: close\r\n\r\n`

  it.for<[what: string, size: number, ms: number, announced: number, want: string]>([
    ['at the end of the file', 131_072, 20, 131_072, 'saved 131072'],
    ['in the middle of the file', 131_072, 20, 200_000, 'network'],
    ['at the end of more than is held in memory', 80_000_000, 2, 80_000_000, 'saved 80000000'],
  ])('%s', async ([, size, ms, announced, want]) => {
    const bytes = Buffer.alloc(size, '\x01')
    const server = await rawServer(({ socket }) => {
      socket.write(head(announced))
      socket.end(bytes)
    })
    const { stdout, stderr } = await run('files/programs/save-slowly', [server.url, `${ms}`])
    expect(stderr + stdout).toBe(`${want} true\n`)
  })
})

describe('a connection that fails says why', () => {
  it.for(['plain', 'patched fetch'])(
    'its certificate is not trusted, which no other try changes: %s',
    async (kind) => {
      const server = await rawServer(served, { tls: true })
      const printed = await save(server.url, kind)
      expect(printed).toContain('the connection failed: DEPTH_ZERO_SELF_SIGNED_CERT: self-signed certificate')
      expect(printed).toContain('NODE_EXTRA_CA_CERTS')
      expect(printed).not.toContain('tries again')
    },
  )

  it('a proxy refuses', async () => {
    const server = await rawServer(served, { tls: true })
    const proxy = await proxyServer(407)
    expect(await save(server.url, 'plain', throughProxy(proxy.url))).toMatch(/the connection failed: .*407/)
    expect(server.connections).toBe(0)
  })

  it('a proxy is not there', async () => {
    const env = throughProxy('http://127.0.0.1:9')
    const printed = await save('https://localhost/a.mp4', 'plain', env)
    expect(printed).toContain('the connection failed: connect ECONNREFUSED 127.0.0.1:9')
    expect(printed).toContain('tries again')
  })

  const ways = [
    ['node', {}],
    ['fetch', { fetch: (url: string, init?: RequestInit) => fetch(url, init) }],
  ] as const
  describe.for(ways)('over %s', ([, options]) => {
    const failure = async (url: string): Promise<unknown> => {
      const { apikley } = await setUp({ ...options, allowPrivateAddresses: true })
      return rejection(apikley.files.save(url, { write() {}, commit() {}, abort() {} }, { retries: 0 }))
    }

    it.for(['127.0.0.1', 'localhost', '[::1]'])('nobody listens: %s', async (host) => {
      expect(await failure(`http://${host}:2/a.mp4?signature=secret`)).toMatchObject({
        kind: 'network',
        reason: 'connection',
        message: expect.stringMatching(/the connection failed: connect (ECONNREFUSED|EADDRNOTAVAIL) /),
      })
    })

    it('its name has no address', async () => {
      const error = await failure('https://files.invalid/a.mp4?signature=secret')
      expect(String(error)).toMatch(/the connection failed: getaddrinfo (ENOTFOUND|EAI_AGAIN) files\.invalid/)
      expect(String(error)).not.toContain('secret')
    })

    it('the server speaks no TLS', async () => {
      const server = await rawServer('', { onConnection: (socket) => void socket.end(answerOf(400)) })
      expect(String(await failure(`https://127.0.0.1:${server.port}/`))).toMatch(
        /the connection failed: .*(ERR_SSL_|EPROTO|ECONNRESET|socket disconnected)/,
      )
    })

    it('the server closes', async () => {
      const server = await rawServer('', { onConnection: (socket) => void socket.end() })
      expect(String(await failure(server.url))).toMatch(
        /the connection failed: .*(hang up|other side closed)/,
      )
    })
  })

  it('without the query of the address, should the engine quote it', async () => {
    const { apikley } = await setUp({
      allowPrivateAddresses: true,
      fetch: (url) =>
        Promise.reject(new TypeError(`error sending request for url (${url}): client error (Connect)`)),
    })
    const url = 'https://files.example.com/a.mp4?signature=secret'
    const error = await rejection(
      apikley.files.save(url, { write() {}, commit() {}, abort() {} }, { retries: 0 }),
    )
    expect(error).toMatchObject({
      message: expect.stringContaining('(https://files.example.com/a.mp4): client error'),
    })
    expect(String(error) + String((error as Error).cause)).not.toContain('secret')
  })
})
