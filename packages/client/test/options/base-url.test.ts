import { createApikley } from '@apikley/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { key, setUp } from '../set-up.ts'

afterEach(() => vi.unstubAllEnvs())

/** The address that a client with such options asks for the credits. */
async function asked(options: { baseUrl?: string; dangerouslyAllowHttp?: boolean }): Promise<string> {
  let address = ''
  const fetch = (url: string): Promise<Response> => {
    address = url
    return Promise.resolve(Response.json({ code: 200, data: 1 }))
  }
  await createApikley({ apiKey: key, fetch, ...options }).credits()
  return address.replace('/api/v1/chat/credit', '')
}

describe('the address of the API', () => {
  it.for<[given: string | undefined, want: string]>([
    [undefined, 'https://api.apikley.ru'],
    ['https://api.example.com', 'https://api.example.com'],
    ['https://api.example.com/', 'https://api.example.com'],
    ['https://example.com:8443/proxy/apikley//', 'https://example.com:8443/proxy/apikley'],
    ['http://localhost:3000', 'http://localhost:3000'],
    ['http://api.localhost', 'http://api.localhost'],
    ['http://127.0.0.1:3000/', 'http://127.0.0.1:3000'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
  ])('%s', async ([baseUrl, want]) => {
    expect(await asked(baseUrl === undefined ? {} : { baseUrl })).toBe(want)
  })

  it('can be read again', () => {
    expect(createApikley({ apiKey: key, baseUrl: 'https://api.example.com/' }).baseUrl).toBe(
      'https://api.example.com',
    )
  })

  it('comes from the environment', async () => {
    vi.stubEnv('APIKLEY_BASE_URL', 'https://env.example.com/')
    expect(await asked({})).toBe('https://env.example.com')
    expect(await asked({ baseUrl: 'https://option.example.com' })).toBe('https://option.example.com')
  })

  it.for([
    ['', /not an absolute URL/],
    ['api.apikley.ru', /not an absolute URL/],
    ['/api', /not an absolute URL/],
    ['ftp://example.com', /not https/],
    ['http://api.example.com', /dangerouslyAllowHttp/],
    ['http://localhost.example.com', /not https/],
    ['http://127.0.0.1.example.com', /not https/],
    ['https://user:word@example.com', /user, query or hash/],
    ['https://example.com?a=b', /user, query or hash/],
    ['https://example.com#a', /user, query or hash/],
  ] as const)('%s is refused', ([baseUrl, says]) => {
    expect(() => createApikley({ apiKey: key, baseUrl })).toThrow(says)
  })

  it('http to another machine has to be allowed', async () => {
    const baseUrl = 'http://api.example.com'
    expect(await asked({ baseUrl, dangerouslyAllowHttp: true })).toBe(baseUrl)
  })
})

it('a request goes below the path of the address', async () => {
  const { server } = await setUp()
  server.on('credit', { code: 200, data: 1 })
  await createApikley({ apiKey: key, baseUrl: `${server.url}/prefix/` }).credits()
  expect(server.received[0]?.url).toBe('/prefix/api/v1/chat/credit')
})
