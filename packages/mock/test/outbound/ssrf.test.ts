import { networkInterfaces } from 'node:os'
import type { IncomingHttpHeaders } from 'node:http'
import { describe, expect, test } from 'vitest'
import type { MockOptions } from '../../src/index.ts'
import { checkTarget } from '../../src/outbound/reach.ts'
import { createEventQueue } from '../support/event-queue.ts'
import { createTask, send, useMock } from '../support/mock.ts'
import { useNames } from '../support/names.ts'
import { useServer } from '../support/server.ts'

/** A mock whose tasks end at once, and its events; `next` waits for one of a type. */
async function useWatched(options: MockOptions = {}) {
  const { events, log, next } = createEventQueue()
  const mock = await useMock({ taskMs: 0, log, ...options })
  return { mock, events, next, port: new URL(mock.url).port }
}

const byUrl = (mock: { url: string }, fileUrl: string) =>
  send(mock, 'POST /file-upload/api/file-url-upload', { fileUrl, uploadPath: 'p', fileName: 'x' })

const outside = Object.values(networkInterfaces())
  .flatMap((list) => list ?? [])
  .filter(({ internal, address }) => !internal && !address.startsWith('fe80'))
  .map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address))

describe('neither a callback nor an upload by URL reaches the mock itself', () => {
  const names = {
    'own.test': [['127.0.0.1']],
    'own6.test': [['::1']],
    'mapped.test': [['::ffff:127.0.0.1']],
    'everywhere.test': [['0.0.0.0']],
  }
  const hosts = [
    '127.0.0.1',
    '127.1',
    '127.0.0.2',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '0',
    '0.0.0.0',
    '[::]',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    ...outside,
    ...Object.keys(names),
  ]
  test.each(hosts)('%s', async (host) => {
    useNames(names)
    const { mock, events, next, port } = await useWatched({ host: '0.0.0.0', reach: 'private' })
    const target = `http://${host}:${port}/_mock/reset`
    await createTask(mock, {}, target)
    const { problem, attempt } = await next('callback')
    expect([problem, attempt]).toEqual([expect.stringContaining('is the mock itself'), 1])
    const { envelope } = await byUrl(mock, target)
    expect(envelope).toMatchObject({
      code: 400,
      msg: expect.stringMatching(/is the mock itself|no such file/),
    })
    expect(events.filter(({ type }) => type === 'defect')).toEqual([])
    expect(mock.tasks()).toHaveLength(1)
  })

  test('but files of the mock can be uploaded again, without a request', async () => {
    const { mock, events } = await useWatched()
    const { envelope } = await send(mock, 'POST /file-upload/api/file-base64-upload', {
      base64Data: 'data:image/gif;base64,a2VwdA==',
      uploadPath: 'p',
      fileName: 'first.gif',
    })
    const { downloadUrl } = Object(envelope.data)
    expect((await byUrl(mock, downloadUrl)).envelope.data).toMatchObject({
      fileSize: 4,
      mimeType: 'image/gif',
    })
    expect((await byUrl(mock, `${mock.url}/_mock/state`)).envelope).toMatchObject({ code: 400 })
    expect((await byUrl(mock, `${mock.url}/api/v1/chat/credit`)).envelope).toMatchObject({ code: 400 })
    expect(events.filter(({ type }) => type === 'request')).toHaveLength(4)
  })

  test('and what comes back to the mock all the same is known by its mark', async () => {
    const { mock } = await useWatched()
    for (const mark of ['callback', 'upload'])
      expect((await send(mock, 'POST /_mock/reset', {}, { 'x-apikley-mock': mark })).status).toBe(403)
  })
})

describe('nothing reaches what hands out credentials', () => {
  const names = {
    'metadata.test': [['169.254.169.254']],
    'link.test': [['fe80::1']],
    'mapped.test': [['::ffff:169.254.169.254']],
  }
  const hosts = [
    '169.254.169.254',
    '2852039166',
    '0xa9fea9fe',
    '0251.0376.0251.0376',
    '[::ffff:169.254.169.254]',
    '[64:ff9b::a9fe:a9fe]',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '100.100.100.200',
    ...Object.keys(names),
  ]
  test.each(hosts)('%s', async (host) => {
    useNames(names)
    const { mock, next } = await useWatched({ reach: 'private' })
    await createTask(mock, {}, `http://${host}/latest?token=fake-secret`)
    const { problem, url } = await next('callback')
    expect(problem).toMatch(/link-local/)
    expect(url).not.toContain('fake-secret')
    expect((await byUrl(mock, `http://${host}/latest?token=fake-secret`)).envelope.msg).toMatch(/link-local/)
    expect(await next('refused')).toEqual({
      type: 'refused',
      what: 'upload',
      address: url,
      problem: expect.stringMatching(/^its address is refused: .*link-local/),
    })
  })

  test.each([
    'http://169.254.169.254/',
    'http://[::ffff:a9fe:a9fe]/',
    'OWN',
    'http://127.0.0.1:25/',
    'file:///etc/passwd',
  ])('nor does a redirect to %s', async (location) => {
    const { mock, port } = await useWatched({ reach: 'loopback' })
    const to = location === 'OWN' ? `http://127.0.0.1:${port}/_mock/state` : location
    const source = await useServer((_request, response) => response.writeHead(302, { location: to }).end())
    const { envelope } = await byUrl(mock, source)
    expect(envelope).toMatchObject({ code: 400, msg: expect.stringMatching(/is refused|must be an http/) })
  })
})

test('redirects are followed otherwise, five times', async () => {
  const { mock } = await useWatched({ reach: 'loopback' })
  const source = await useServer(({ url = '' }, response) => {
    const left = Number(url.slice(1))
    if (left > 0) response.writeHead(307, { location: `/${left - 1}` }).end()
    else response.end('found')
  })
  expect((await byUrl(mock, `${source}/5`)).envelope.data).toMatchObject({ fileSize: 5 })
  expect((await byUrl(mock, `${source}/6`)).envelope.msg).toContain('redirects more than 5 times')
})

describe('where requests of the mock may go', () => {
  const ownPort = 4010
  const rows = [
    { address: '127.0.0.1', callback: [undefined, 'loopback', 'private'], upload: ['loopback', 'private'] },
    { address: '::1', callback: [undefined, 'loopback', 'private'], upload: ['loopback', 'private'] },
    { address: '0.0.0.0', callback: [undefined, 'loopback', 'private'], upload: ['loopback', 'private'] },
    { address: '10.0.0.1', callback: ['private'], upload: ['private'] },
    { address: '172.16.0.1', callback: ['private'], upload: ['private'] },
    { address: '192.168.1.1', callback: ['private'], upload: ['private'] },
    { address: 'fd12::1', callback: ['private'], upload: ['private'] },
    { address: '::ffff:10.0.0.1', callback: ['private'], upload: ['private'] },
    { address: '8.8.8.8', callback: 'all', upload: 'all' },
    { address: '2606:4700::1', callback: 'all', upload: 'all' },
    { address: '169.254.1.1', callback: [], upload: [] },
    { address: 'fe80::1%eth0', callback: [], upload: [] },
    { address: '224.0.0.1', callback: [], upload: [] },
    { address: '255.255.255.255', callback: [], upload: [] },
    { address: 'ff02::1', callback: [], upload: [] },
  ] as const
  test.each(rows)('$address', ({ address, ...wanted }) => {
    const options = [undefined, 'public', 'loopback', 'private'] as const
    for (const purpose of ['callback', 'upload'] as const) {
      const open = options.filter((option) => {
        try {
          checkTarget({ option, ownPort }, purpose, address, 3000)
          return true
        } catch {
          return false
        }
      })
      expect([purpose, open]).toEqual([purpose, wanted[purpose] === 'all' ? options : wanted[purpose]])
    }
  })

  test.each([22, 25, 6000, 6667])('never to port %i, of another protocol', (port) => {
    expect(() => checkTarget({ option: 'private', ownPort }, 'callback', '127.0.0.1', port)).toThrow(
      'another protocol',
    )
  })

  test('by default an upload by URL from this machine is refused with the option that allows it', async () => {
    const { mock } = await useWatched()
    const source = await useServer((_request, response) => response.end('x'))
    expect((await byUrl(mock, source)).envelope.msg).toContain('--reach loopback')
    const open = await useWatched({ reach: 'loopback' })
    expect((await byUrl(open.mock, source)).envelope.code).toBe(200)
  })

  test('of the addresses of a name only those are used that may be', async () => {
    useNames({ 'both.test': [['169.254.169.254', '127.0.0.1']] })
    const { mock, next } = await useWatched()
    const receiver = await useServer((_request, response) => response.end())
    await createTask(mock, {}, `http://both.test:${new URL(receiver).port}/`)
    expect(await next('callback')).toMatchObject({ status: 200 })
  })
})

test('a name is looked up once for each request, and what was found then is used', async () => {
  const asked = useNames({ 'turns.test': [['127.0.0.1'], ['169.254.169.254']] })
  const { mock, next } = await useWatched()
  const receiver = await useServer((_request, response) => response.end())
  const target = `http://turns.test:${new URL(receiver).port}/`
  await createTask(mock, {}, target)
  expect(await next('callback')).toMatchObject({ status: 200 })
  expect(asked).toEqual(['turns.test'])
  await createTask(mock, {}, target)
  expect((await next('callback')).problem).toContain('link-local')
})

test('a request of the mock says what it is', async () => {
  const seen: IncomingHttpHeaders[] = []
  const server = await useServer(({ headers }, response) => {
    seen.push(headers)
    response.end('x')
  })
  const { mock, next } = await useWatched({ reach: 'loopback' })
  await createTask(mock, {}, server)
  await next('callback')
  await byUrl(mock, server)
  expect(seen).toMatchObject([
    {
      'x-apikley-mock': 'callback',
      'user-agent': 'apikley-mock',
      'content-type': 'application/json; charset=utf-8',
    },
    { 'x-apikley-mock': 'upload', 'user-agent': 'apikley-mock' },
  ])
})

test('no log line holds user name, password, query or fragment of an address', async () => {
  const { mock, events, next } = await useWatched({ reach: 'loopback' })
  const receiver = await useServer((_request, response) => response.end())
  const secret = receiver.replace('//', '//fake-user:fake-password@')
  for (const address of [
    `${secret}/hook?token=fake-query#fake-hash`,
    'http://fake-user:fake-password@169.254.1.1/?fake-query',
  ]) {
    await createTask(mock, {}, address)
    await next('callback').then((event) => events.push(event))
    await byUrl(mock, address)
  }
  await send(mock, 'GET /none', undefined, { authorization: 'Bearer fake-key' })
  expect(events.length).toBeGreaterThan(6)
  expect(JSON.stringify(events)).not.toContain('fake-')
})
