import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { refuseAdmin } from '../../src/access/admin.ts'
import { isOwnHost } from '../../src/access/host.ts'
import type { MockEvent } from '../../src/index.ts'
import { adminHeaders, createTask, key, useMock } from '../support/mock.ts'
import { outcomeOf, valid } from '../support/wire.ts'

const credit = 'GET /api/v1/chat/credit'
const create = 'POST /api/v1/jobs/createTask'

describe('the Host header', () => {
  const rows = [
    ['localhost', true],
    ['LOCALHOST:80', true],
    ['mock.localhost:4010', true],
    ['127.0.0.1:4010', true],
    ['127.8.8.8', true],
    ['[::1]:4010', true],
    ['[::ffff:127.0.0.1]', true],
    ['evil.example', false],
    ['evil.example:4010', false],
    ['127.0.0.1.evil.example', false],
    ['localhost.evil.example', false],
    ['evillocalhost', false],
    ['127.1', false],
    ['0x7f000001', false],
    ['0.0.0.0', false],
    ['[::]', false],
    ['192.168.1.5', false],
    ['169.254.169.254', false],
    ['evil@localhost', false],
    ['localhost@evil', false],
    ['localhost evil', false],
    ['localhost/', false],
    ['localhost:', false],
    ['localhost:1234567', false],
    ['[::1', false],
    [']]', false],
    ['', false],
  ] as const
  test.each(rows)('%s: %s, on every path', async (host, allowed) => {
    const mock = await useMock()
    const paths = [
      '/',
      '/api/v1/chat/credit',
      '/uploads/p/x',
      '/results/x',
      '/_mock/state',
      '/_mock/page/main.js',
      '/none',
    ]
    for (const path of paths) {
      const { status, body } = await outcomeOf(mock, `GET ${path}`, undefined, { ...adminHeaders, host })
      const refused = body.includes('The Host header must name the mock')
      expect([path, status === 403, refused]).toEqual([path, !allowed, !allowed])
    }
  })

  const raw = [
    { name: 'twice', head: 'GET /none HTTP/1.1\r\nhost: localhost\r\nhost: evil.example\r\n' },
    { name: 'twice the same', head: 'GET /none HTTP/1.1\r\nhost: localhost\r\nhost: localhost\r\n' },
    {
      name: 'and an absolute target of another',
      head: 'GET http://evil.example/none HTTP/1.1\r\nhost: localhost\r\n',
    },
    {
      name: 'of another and an absolute target',
      head: 'GET http://localhost/none HTTP/1.1\r\nhost: evil.example\r\n',
    },
    { name: 'missing in HTTP/1.0', head: 'GET /none HTTP/1.0\r\n' },
  ]
  test.each(raw)('$name is refused', async ({ head }) => {
    const mock = await useMock()
    const socket = connect(Number(new URL(mock.url).port), '127.0.0.1')
    socket.end(`${head}connection: close\r\n\r\n`)
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 40[03]/)
  })

  test('may be another name that the mock was started with', async () => {
    const mock = await useMock({ allowHosts: ['Mock.test', '10.1.2.3'] })
    for (const host of ['mock.test:4010', 'MOCK.TEST', '10.1.2.3:1'])
      expect((await outcomeOf(mock, credit, undefined, { host })).status).toBe(200)
    expect((await outcomeOf(mock, credit, undefined, { host: 'a.mock.test' })).status).toBe(403)
  })

  test.each([
    { own: 'mock.test', host: 'mock.test:4010', local: '127.0.0.1', allowed: true },
    { own: '192.0.2.7', host: '192.0.2.7:4010', local: '192.0.2.7', allowed: true },
    { own: '::1', host: '[::1]:4010', local: '::1', allowed: true },
    { own: '0.0.0.0', host: '192.0.2.7:4010', local: '192.0.2.7', allowed: true },
    { own: '::', host: '192.0.2.7:4010', local: '::ffff:192.0.2.7', allowed: true },
    { own: '::', host: '[2001:db8::7]', local: '2001:db8:0:0::7', allowed: true },
    { own: '0.0.0.0', host: '192.0.2.8:4010', local: '192.0.2.7', allowed: false },
    { own: '0.0.0.0', host: 'evil.example', local: '192.0.2.7', allowed: false },
    { own: '127.0.0.1', host: '192.0.2.7:4010', local: '192.0.2.7', allowed: false },
  ])(
    '$host to a mock that listens on $own, at $local: $allowed',
    ({ own: address, host, local, allowed }) => {
      expect(isOwnHost(host, { own: address, allowed: [] }, local)).toBe(allowed)
    },
  )
})

describe('what a page of another origin sends', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:3000' },
    { origin: 'null' },
    { origin: 'not a URL' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { referer: 'https://evil.example/page' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  ]
  test.each(foreign)('is refused: %o', async (headers) => {
    const events: MockEvent[] = []
    const mock = await useMock({ log: (event) => events.push(event) })
    mock.fault({ kind: 'gateway', times: 1 })
    const requests = [
      [create, valid],
      [credit],
      ['POST /_mock/reset', {}],
      ['DELETE /_mock/faults'],
      ['GET /_mock/state'],
      ['GET /_mock/events'],
      ['GET /_mock/page/main.js'],
      ['OPTIONS /_mock/reset'],
      ['OPTIONS /api/v1/jobs/createTask'],
      ['GET /uploads/p/x'],
    ] as const
    for (const [target, body] of requests) {
      const outcome = await outcomeOf(mock, target, body, { ...adminHeaders, ...headers })
      expect([target, outcome.status]).toEqual([target, 403])
      expect(outcome.headers).not.toHaveProperty('access-control-allow-origin')
    }
    expect(mock.tasks()).toEqual([])
    expect(events.map(({ type }) => type)).toEqual(requests.map(() => 'refused'))
    expect(events[0]).toEqual({
      type: 'refused',
      what: 'request',
      address: 'POST /api/v1/jobs/createTask',
      problem: expect.stringContaining('--cors'),
    })
    const { body } = await outcomeOf(mock, 'GET /_mock/state', undefined, adminHeaders)
    expect(JSON.parse(body)).toMatchObject({ faults: [{ struck: 0 }], requests: [] })
  })

  test('is let in for the mock’s own page and for an address that was typed', async () => {
    const mock = await useMock()
    const { host, origin } = new URL(mock.url)
    for (const headers of [
      { origin },
      { origin: `https://${host}` },
      { 'sec-fetch-site': 'same-origin', referer: `${origin}/` },
      { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' },
    ])
      expect(
        (await outcomeOf(mock, 'GET /_mock/state', undefined, { ...adminHeaders, ...headers })).status,
      ).toBe(200)
  })

  test('is let in as a link to the page, and not as a frame', async () => {
    const mock = await useMock()
    const link = { accept: 'text/html', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
    const dest = async (to: string) =>
      (await outcomeOf(mock, 'GET /', undefined, { ...link, 'sec-fetch-dest': to })).status
    expect([await dest('document'), await dest('iframe'), await dest('image')]).toEqual([200, 403, 403])
  })
})

describe('the admin API', () => {
  const targets = [
    ['GET /_mock/state', undefined],
    ['GET /_mock/page/state', undefined],
    ['GET /_mock/events', undefined],
    ['GET /_mock/requests/1', undefined],
    ['GET /_mock/tasks/1', undefined],
    ['GET /_mock/faults', undefined],
    ['POST /_mock/credits', { credits: 1 }],
    ['POST /_mock/reset', {}],
    ['POST /_mock/faults', { fault: { kind: 'envelope' } }],
    ['DELETE /_mock/faults', undefined],
    ['GET /_mock/none', undefined],
  ] as const
  test.each(targets)('%s wants its header, whatever else is there', async (target, body) => {
    const mock = await useMock({ cors: ['http://localhost:5173'] })
    await createTask(mock)
    const wanting = [
      {},
      { 'x-apikley-mock': 'callback' },
      { 'x-apikley-mock': 'upload' },
      { 'x-apikley-mock': '1' },
    ]
    for (const headers of [...wanting, { ...adminHeaders, origin: 'http://localhost:5173' }])
      expect((await outcomeOf(mock, target, body, { origin: mock.url, ...headers })).status).toBe(403)
    expect(mock.tasks()).toHaveLength(1)
    const { body: told } = await outcomeOf(mock, 'GET /_mock/state')
    expect(JSON.parse(told).msg).toContain("curl -H 'x-apikley-mock: admin'")
  })

  test.each([
    { from: '127.0.0.1', allowed: true },
    { from: '::1', allowed: true },
    { from: '::ffff:127.0.0.1', allowed: true },
    { from: '192.0.2.7', local: '192.0.2.7', allowed: true },
    { from: '192.0.2.8', local: '192.0.2.7', allowed: false },
    { from: undefined, allowed: false },
  ])('to $from: $allowed', ({ from, local = '127.0.0.1', allowed }) => {
    const request = { headers: adminHeaders, socket: { remoteAddress: from, localAddress: local } }
    const refused = refuseAdmin(request as unknown as Parameters<typeof refuseAdmin>[0], '/_mock/state')
    expect(refused === undefined).toBe(allowed)
  })
})

describe('a key that is set', () => {
  const wrong = { authorization: 'Bearer fake-wrong-key-0000' }
  test.each([
    [create, valid],
    [credit, undefined],
    ['GET /uploads/p/x', undefined],
  ])('%s: nothing goes wrong on request for who does not have it', async (target, body) => {
    const mock = await useMock({ apiKey: key })
    mock.fault({ kind: 'slowHeaders', ms: 600_000 })
    for (const headers of [wrong, { authorization: '' }]) {
      const asked = { ...headers, 'x-mock-fault': 'resetBeforeRead' }
      const { status, body: answer, end } = await outcomeOf(mock, target, body, asked)
      expect([status, JSON.parse(answer).code, end]).toEqual([200, 401, 'complete'])
    }
    const { end } = await outcomeOf(mock, target, body, { 'x-mock-fault': 'resetBeforeRead' })
    expect(end).toBe('reset')
  })

  test('is looked at before a fault that waits is used up', async () => {
    const mock = await useMock({ apiKey: key })
    mock.fault({ kind: 'envelope', times: 1 })
    expect(JSON.parse((await outcomeOf(mock, credit, undefined, wrong)).body).code).toBe(401)
    expect(JSON.parse((await outcomeOf(mock, credit)).body).code).toBe(500)
  })
})

test('what a page could show or run is served so that it can do neither', async () => {
  const mock = await useMock({ taskMs: 0 })
  const put = async (type: string, fileName: string) => {
    const base64Data = `data:${type};base64,PHN2Zz48L3N2Zz4=`
    await outcomeOf(mock, 'POST /file-upload/api/file-base64-upload', {
      base64Data,
      uploadPath: 'p',
      fileName,
    })
    return outcomeOf(mock, `GET /uploads/p/${fileName}`)
  }
  const guards = {
    'content-security-policy': 'sandbox',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  }
  const documents = [
    'text/html',
    'image/svg+xml',
    'application/pdf',
    'text/xml',
    'application/octet-stream',
    'text/javascript',
  ]
  for (const type of documents)
    expect((await put(type, 'x')).headers).toMatchObject({ ...guards, 'content-disposition': 'attachment' })
  for (const type of ['image/png', 'video/mp4', 'audio/mpeg']) {
    const { headers } = await put(type, 'y')
    expect(headers).toMatchObject({ ...guards, 'content-type': type })
    expect(headers).not.toHaveProperty('content-disposition')
  }
  await createTask(mock)
  const { body } = await outcomeOf(mock, `GET /api/v1/jobs/recordInfo?taskId=${mock.tasks()[0]?.taskId}`)
  const { pathname, search } = new URL(JSON.parse(JSON.parse(body).data.resultJson).resultUrls[0])
  const result = await outcomeOf(mock, `GET ${pathname}${search}`)
  expect(result.headers).toMatchObject({ ...guards, 'content-type': 'video/mp4' })
  expect(result.headers).not.toHaveProperty('content-disposition')
})
