import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Fetcher, fetchingDefaults, type FetchingOptions } from '../../src/fetching/fetch-text.ts'
import { site } from './site.ts'

const docs = site()
const other = site()
const get = (path: string, changed: Partial<FetchingOptions> = {}) =>
  new Fetcher({ ...fetchingDefaults, ...changed }).fetch(new URL(path, docs.origin))

describe('what is at an address', () => {
  test('its text, whatever kind the server takes it for', async () => {
    docs.pages.set('/a.md', (_, response) =>
      response.writeHead(200, { 'content-type': 'image/png' }).end('\uFEFFÄ\r\n'),
    )
    expect(await get('/a.md')).toEqual({ text: '\uFEFFÄ\r\n' })
  })

  test.each([404, 410])('nothing any more: %i', async (status) => {
    docs.pages.set('/a.md', (_, response) => response.writeHead(status).end('gone'))
    expect(await get('/a.md')).toEqual({ gone: `${docs.origin}/a.md: answers ${status}` })
  })

  test.each([204, 403, 500, 502])('or nobody knows: %i', async (status) => {
    docs.pages.set('/a.md', (_, response) => response.writeHead(status).end('oops'))
    await expect(get('/a.md')).rejects.toThrow(`${docs.origin}/a.md: answers HTTP ${status}.`)
    expect(docs.asked).toEqual(['/a.md'])
  })

  test('a connection that breaks', async () => {
    docs.pages.set('/a.md', (request) => request.socket.destroy())
    await expect(get('/a.md')).rejects.toThrow(/^http.*\/a\.md: .*fetch failed/)
  })

  test('no answer in time', async () => {
    docs.pages.set('/a.md', () => {})
    await expect(get('/a.md', { timeoutMs: 50 })).rejects.toThrow('/a.md: gives no answer in time.')
  })

  test('an answer that stops half-way', async () => {
    docs.pages.set('/a.md', (_, response) => void response.writeHead(200).write('openapi: 3'))
    await expect(get('/a.md', { timeoutMs: 50 })).rejects.toThrow('/a.md: gives no answer in time.')
  })
})

describe('an answer that is too large is not read to its end', () => {
  test('as it is', async () => {
    docs.pages.set('/a.md', 'x'.repeat(1001))
    await expect(get('/a.md', { maxBytes: 1000 })).rejects.toThrow('/a.md: is larger than 1000 bytes.')
    expect(await get('/a.md', { maxBytes: 1001 })).toMatchObject({ text: expect.stringMatching(/^x+$/) })
  })

  test('packed', async () => {
    const packed = gzipSync('x'.repeat(5_000_000))
    docs.pages.set('/a.md', (_, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed),
    )
    await expect(get('/a.md')).rejects.toThrow('/a.md: is larger than 4000000 bytes.')
  })
})

test('an error with a long page of its own is an error', async () => {
  docs.pages.set('/a.md', (_, response) => response.writeHead(404).end('x'.repeat(6_000_000)))
  expect(await get('/a.md')).toEqual({ gone: `${docs.origin}/a.md: answers 404` })
})

test('bytes that are no text are refused: a page is kept byte for byte', async () => {
  docs.pages.set('/a.md', (_, response) => response.end(Buffer.from([0x61, 0xff])))
  await expect(get('/a.md')).rejects.toThrow('/a.md: is no text in UTF-8.')
})

describe('a redirect', () => {
  const leadTo = (location: string) => {
    docs.pages.set('/a.md', (_, response) => response.writeHead(308, { location }).end())
  }

  test('within the site is followed', async () => {
    leadTo('/b.md')
    docs.pages.set('/b.md', 'moved')
    expect(await get('/a.md')).toEqual({ text: 'moved' })
  })

  test('to another site is refused, and that is not asked', async () => {
    other.pages.set('/b.md', 'foreign')
    leadTo(`${other.origin}/b.md`)
    await expect(get('/a.md')).rejects.toThrow(`redirects to ${other.origin}/b.md, which is another site.`)
    expect(other.asked).toEqual([])
  })

  test('that never ends is refused', async () => {
    leadTo('/a.md')
    await expect(get('/a.md')).rejects.toThrow('/a.md: redirects more than 5 times.')
  })
})

describe('a server that is busy', () => {
  const busy = (times: number, headers: Record<string, string> = {}, status = 429) => {
    let left = times
    docs.pages.set('/a.md', (_, response) => {
      left -= 1
      if (left >= 0) response.writeHead(status, headers).end()
      else response.end('at last')
    })
  }

  /** Milliseconds that were waited for, one after the other; none of them passes. */
  const waited: number[] = []
  beforeEach(() => {
    waited.length = 0
    const start = globalThis.setTimeout
    vi.spyOn(globalThis, 'setTimeout').mockImplementation((...args: Parameters<typeof setTimeout>) => {
      const [work, delay = 0, ...more] = args
      // Not the time limits of the requests.
      const isWait = delay >= 900 && delay !== fetchingDefaults.timeoutMs
      if (isWait) waited.push(delay)
      return start(work, isWait ? 0 : delay, ...more)
    })
  })
  afterEach(() => vi.restoreAllMocks())

  test('is asked again after the time that it names', async () => {
    busy(1, { 'retry-after': '7' })
    expect(await get('/a.md')).toEqual({ text: 'at last' })
    expect(waited).toEqual([7000])
    busy(1, { 'retry-after': new Date(Date.now() + 9999).toUTCString() }, 503)
    expect(await get('/a.md')).toEqual({ text: 'at last' })
    // The date has whole seconds.
    expect(waited[1]).toBeGreaterThan(7000)
    expect(waited[1]).toBeLessThan(10_000)
  })

  test('or after longer and longer times', async () => {
    busy(3)
    expect(await get('/a.md')).toEqual({ text: 'at last' })
    expect(waited).toEqual([1000, 2000, 4000])
  })

  test('but not for ever', async () => {
    busy(99)
    await expect(get('/a.md')).rejects.toThrow('answers 429 still; try later.')
    expect(waited).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000])
  })

  test('and never after more than a minute, whatever header names a time or is no time', async () => {
    busy(1, { 'ratelimit-reset': '3600' })
    expect(await get('/a.md')).toEqual({ text: 'at last' })
    busy(8, { 'retry-after': 'soon' })
    expect(await get('/a.md')).toEqual({ text: 'at last' })
    expect(waited).toEqual([60_000, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000])
  })

  test('until the budget of the whole run is used up', async () => {
    const fetcher = new Fetcher({ ...fetchingDefaults, maxRetries: 3 })
    busy(2)
    await fetcher.fetch(new URL('/a.md', docs.origin))
    busy(2)
    await expect(fetcher.fetch(new URL('/a.md', docs.origin))).rejects.toThrow(
      'answers 429 still; try later.',
    )
    expect(docs.asked).toHaveLength(5)
  })

  test('but not if it wants us to wait for long', async () => {
    for (const after of ['3600', new Date(Date.now() + 3_600_000).toUTCString()]) {
      busy(1, { 'retry-after': after })
      await expect(get('/a.md')).rejects.toThrow('answers 429 still; try later.')
    }
    expect({ waited, asked: docs.asked }).toEqual({ waited: [], asked: ['/a.md', '/a.md'] })
  })
})

test.each([
  ['file:///etc/passwd', 'file:///etc/passwd: is not an address of http or https.'],
  ['http://docs.example.com/a', 'http://docs.example.com/a: is not an address of https. Give that one'],
  ['data:text/plain,a', 'is not an address of http or https.'],
  ['https://lantern:secret@docs.example.com/a', 'https://…@docs.example.com/a: holds a name or a password.'],
])('refused before anything is sent: %s', async (address, says) => {
  const sent = vi.spyOn(globalThis, 'fetch')
  await expect(new Fetcher().fetch(new URL(address))).rejects.toThrow(says)
  expect(sent).not.toHaveBeenCalled()
  sent.mockRestore()
})
