import { afterEach, describe, expect, it, vi } from 'vitest'
import { chooseSend } from '../../../src/http/send/choose-send.ts'
import { proxyServer } from './proxy-server.ts'
import { answerOf, rawServer } from './raw-server.ts'
import { run } from './run.ts'
import { options, paid } from './senders.ts'
import { throughProxy, trust } from './environment.ts'

afterEach(() => void vi.unstubAllGlobals())

async function runCreate(url: string, kind = 'plain', env: Record<string, string> = {}): Promise<string> {
  const { stdout, stderr } = await run('http/send/programs/create', [url, kind], { env })
  return stderr + stdout.trim()
}

describe('a request is sent', () => {
  it.each([
    ['plain', 'http'],
    ['fetch used before', 'http'],
    ['another dispatcher', 'fetch'],
    ['composed', 'fetch'],
    ['patched fetch', 'fetch'],
    ['fetch patched by Next.js', 'http'],
    ['page', 'http'],
  ])('once, whatever was done to fetch: %s', async (kind, over) => {
    // An answer after which undici sends again by itself.
    const server = await rawServer(answerOf(421, 'once'))
    expect(await runCreate(server.url, kind)).toBe(`${over}: 421 once`)
    expect(server.arrivals).toHaveLength(1)
  })

  it.each(['own ca', 'own certificate'])(
    'over the connections that the program has set: %s',
    async (kind) => {
      const server = await rawServer(answerOf(421, 'once'), { tls: true })
      expect(await runCreate(server.url, kind)).toBe('fetch: 421 once')
      expect(server.arrivals).toHaveLength(1)
    },
  )

  it('not past a dispatcher that makes its connections by itself', async () => {
    const server = await rawServer(answerOf(200))
    expect(await runCreate(server.url, 'another factory')).toMatch(/^fetch: sent /)
    expect(server.connections).toBe(0)
  })

  it('to a server whose certificate Node was told to trust', async () => {
    const server = await rawServer(answerOf(200, 'it'), { tls: true })
    expect(await runCreate(server.url, 'plain', await trust())).toBe('http: 200 it')
    expect(await runCreate(server.url)).toBe('http: connecting DEPTH_ZERO_SELF_SIGNED_CERT')
  })
})

describe('through the proxy of the environment, a request', () => {
  it.each([true, false])('is sent once, with TLS: %s', async (tls) => {
    const server = await rawServer(answerOf(421, 'once'), { tls })
    const proxy = await proxyServer()
    const env = { ...throughProxy(proxy.url), ...(await trust()) }
    expect(await runCreate(server.url, 'plain', env)).toBe('http: 421 once')
    expect(proxy.asked).toEqual([tls ? `CONNECT localhost:${server.port}` : `POST ${server.url}`])
    expect(server.arrivals).toHaveLength(1)
  })

  it('goes past it where it is said so', async () => {
    const server = await rawServer(answerOf(200, 'it'))
    const proxy = await proxyServer()
    const env = { ...throughProxy(proxy.url), no_proxy: '127.0.0.1' }
    expect(await runCreate(server.url, 'plain', env)).toBe('http: 200 it')
    expect(proxy.asked).toEqual([])
  })

  it.each([400, 403, 407, 429, 502, 504])('is certainly not sent if that refuses: %d', async (status) => {
    const server = await rawServer(answerOf(200), { tls: true })
    const proxy = await proxyServer(status)
    expect(await runCreate(server.url, 'plain', throughProxy(proxy.url))).toBe(
      'http: connecting ERR_PROXY_TUNNEL',
    )
    expect([proxy.asked.length, server.connections]).toEqual([1, 0])
  })

  it('is certainly not sent if that is not there', async () => {
    const server = await rawServer(answerOf(200), { tls: true })
    const env = throughProxy('http://127.0.0.1:9')
    expect(await runCreate(server.url, 'plain', env)).toBe('http: connecting ECONNREFUSED')
    expect(server.connections).toBe(0)
  })
})

describe('a fetch of the caller’s own', () => {
  it('sends all, and gets texts that can be sent once', async () => {
    const server = await rawServer(answerOf(421))
    const bodies: unknown[] = []
    const send = chooseSend((url, init) => {
      bodies.push(init?.body)
      return fetch(url, init)
    })
    await send(paid(server.url), options)
    expect([String(bodies[0]), JSON.parse(bodies[0] as string)]).toEqual([
      '{"prompt":"маяк"}',
      { prompt: 'маяк' },
    ])
    expect(server.arrivals).toHaveLength(1)
    await send({ url: server.url, method: 'GET', headers: {} }, options)
    expect(bodies).toHaveLength(2)
    await expect(
      fetch(server.url, { method: 'POST', body: bodies[0] as string, duplex: 'half' }),
    ).rejects.toThrow('fetch failed')
  })

  it('is told to follow no redirect and to use no cache', async () => {
    const inits: unknown[] = []
    const send = chooseSend(async (_, init) => {
      inits.push(init)
      return new Response()
    })
    await send(paid('http://localhost/'), options)
    await send({ url: 'http://localhost/', method: 'GET', headers: {} }, options)
    expect(inits).toEqual([
      expect.objectContaining({ method: 'POST', redirect: 'manual', cache: 'no-store' }),
      expect.objectContaining({ method: 'GET', redirect: 'manual', cache: 'no-store', body: null }),
    ])
  })
})

it('a global fetch that a test puts in its place later is used', async () => {
  const send = chooseSend()
  vi.stubGlobal('fetch', async () => new Response('stubbed'))
  expect(await send(paid('http://api.invalid/'), options)).toMatchObject({ text: 'stubbed' })
  expect(await send({ url: 'http://api.invalid/', method: 'GET', headers: {} }, options)).toMatchObject({
    text: 'stubbed',
  })
})

it('a page that is shown in Node is given a text, as every browser takes it', async () => {
  vi.stubGlobal('document', {})
  let init: RequestInit = {}
  vi.stubGlobal('fetch', async (_: string, given: RequestInit) => {
    init = given
    return new Response()
  })
  await chooseSend()(paid('http://localhost/'), options)
  expect(init).toMatchObject({ body: '{"prompt":"маяк"}', keepalive: false })
})

it('Deno is given a Blob', async () => {
  vi.stubGlobal('Deno', {})
  vi.stubGlobal('process', undefined)
  let init: RequestInit = {}
  await chooseSend(async (_, given = {}) => {
    init = given
    return new Response()
  })(paid('http://localhost/'), options)
  expect(await (init.body as unknown as Blob).text()).toBe('{"prompt":"маяк"}')
})

it.each([
  ['Bun', { bun: '1.2.0', uv: '1.48.0' }],
  ['Workers', { node: '22.19.0', uv: '' }],
])(
  'what only says that it is Node is given a text, and no kept connection: %s',
  async (_engine, versions) => {
    vi.stubGlobal('process', { release: { name: 'node' }, versions, getBuiltinModule: () => ({}) })
    let init: RequestInit = {}
    await chooseSend(async (_, given = {}) => {
      init = given
      return new Response()
    })(paid('http://localhost/'), options)
    expect(init).toMatchObject({ body: '{"prompt":"маяк"}', keepalive: false })
  },
)

it('a form goes as it is', async () => {
  const server = await rawServer(answerOf(200, 'it'))
  const body = new FormData()
  body.set('a', 'b')
  expect(await chooseSend()({ url: server.url, method: 'POST', headers: {}, body }, options)).toMatchObject({
    text: 'it',
  })
  expect(server.arrivals[0]?.head).toMatch(/^content-type: multipart\/form-data; boundary=/im)
})
