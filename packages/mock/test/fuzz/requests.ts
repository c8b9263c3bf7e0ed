import type { Draw } from '../support/draw.ts'

/** What is sent over one connection. */
export interface Shot {
  kind: string
  /** Latin-1, so that every byte can be had; several pieces come one after the other, with a pause between. */
  pieces: string[]
  /** Whether the sender closes its half afterwards. */
  halfClose: boolean
}

const task = '{"model":"kling/v2-1-master-text-to-video","input":{"prompt":"x"}}'
const paths = [
  '/',
  '/api/v1/jobs/createTask',
  '/api/v1/jobs/recordInfo?taskId=x',
  '/api/v1/chat/credit',
  '/api/v1/common/download-url',
  '/file-upload/api/file-stream-upload',
  '/file-upload/api/file-base64-upload',
  '/file-upload/api/file-url-upload',
  '/uploads/p/kept.txt',
  '/results/00000000000000000000000000000000.mp4',
  '/_mock/state',
  '/_mock/faults',
  '/_mock/page/main.js',
]
const usual = 'host: localhost\r\nauthorization: Bearer x\r\nx-apikley-mock: admin\r\n'

const post = (path: string, type: string, body: string, more = '') =>
  `POST ${path} HTTP/1.1\r\n${usual}content-type: ${type}\r\n${more}content-length: ${body.length}\r\n\r\n${body}`
const get = (path: string, headers: string) => `GET ${path} HTTP/1.1\r\n${usual}${headers}\r\n`

const latin1 = (text: string) => Buffer.from(text).toString('latin1')

/** Every way in which a request can be wrong, each drawn anew whenever it is called. */
const kinds: Readonly<Record<string, (draw: Draw) => string>> = {
  'a request line': ({ pick, noise, below }) => {
    const method = pick(['GET', 'get', '', 'G ET', noise(5), 'PRI', 'M-SEARCH', 'X'.repeat(5_000)])
    const target = pick([
      '*',
      '',
      'x',
      '//',
      '/\0',
      `/${noise(30)}`,
      `/${'a'.repeat(below(20_000))}`,
      'http://',
      'http://[',
      'http://a:b@c/',
    ])
    const version = pick(['HTTP/1.1', 'HTTP/9.9', 'HTTP/1.', 'http/1.1', '', 'HTTP/2.0', noise(4)])
    return `${method} ${target} ${version}${pick(['\r\n', '\n', '\r', ' \r\n'])}${usual}\r\n`
  },
  headers: ({ pick, noise, below }) => {
    const wrong = pick([
      'no colon',
      ': no name',
      'space : before',
      ' folded: line',
      `name: ${noise(40)}`,
      `${noise(8)}: x`,
      `long: ${'x'.repeat(below(40_000))}`,
      Array.from({ length: below(4_000) }, (_, at) => `h${at}: x`).join('\r\n'),
      `cookie: ${'a=b;'.repeat(3_000)}`,
      'name: a\rb: c',
      'name: \u0000',
    ])
    return `GET ${pick(paths)} HTTP/1.1\r\n${usual}${wrong}\r\n\r\n`
  },
  lengths: ({ pick }) => {
    const wrong = pick([
      'content-length: -1',
      'content-length: 5\r\ncontent-length: 6',
      'content-length: 5, 5',
      'content-length: 0x5',
      'content-length: 99999999999999999999',
      'content-length: 5\r\ntransfer-encoding: chunked',
      'transfer-encoding: chunked, identity',
      'transfer-encoding: xchunked',
      'transfer-encoding:\tchunked\r\ntransfer-encoding: gzip',
      'content-length: 1000000',
    ])
    return `POST ${pick(paths)} HTTP/1.1\r\n${usual}${wrong}\r\n\r\n${task}`
  },
  chunks: ({ pick, noise }) => {
    const body = pick([
      'zz\r\n{}\r\n0\r\n\r\n',
      '-1\r\n{}\r\n',
      'ffffffffffffffff\r\n{}',
      '7fffffff\r\n{}',
      '2\r\n{}0\r\n\r\n',
      '2;ext=\u0001\r\n{}\r\n0\r\n\r\n',
      `2;${'e'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
      `0\r\n${'trailer: x\r\n'.repeat(2_000)}\r\n`,
      '2\n{}\n0\n\n',
      '0\r\n',
      noise(50),
      `${'1\r\n{\r\n'.repeat(500)}0\r\n\r\n`,
    ])
    return `POST ${pick(paths)} HTTP/1.1\r\n${usual}content-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${body}`
  },
  JSON: ({ pick, noise, below }) => {
    const body = pick([
      task.slice(0, below(task.length)),
      task.replace('x', noise(1)),
      task.replace('"x"', '"\\ud800"'),
      task.replace('"x"', '['.repeat(below(3_000))),
      task.replace('"x"', '{"a":'.repeat(below(3_000))),
      task.replace('"x"', `[${'0,'.repeat(below(30_000))}0]`),
      task.replace('"x"', '1e999999'),
      task.replace('"x"', `"x","${noise(10)}":1`),
      task.replace('"x"', '"x","__proto__":{"a":1},"constructor":null'),
      `\xef\xbb\xbf${task}`,
      `${task}${task}`,
      'null',
      '"\\u0000"',
      `"${'\\'.repeat(below(2_000))}`,
      '{"fault":{"kind":"__proto__"}}',
      '{"fault":{"kind":["lostResponse"]}}',
      '{"ms":1e308}',
      '{"fault":null}',
      `{"fileUrl":"${pick(['http://', 'http://[::', 'file:///', 'http://127.0.0.1:1/', 'http://0:4010/', 'http://a@b:c/'])}","uploadPath":"p"}`,
      `{"base64Data":"${pick(['', '=', '====', 'data:;base64,', 'data:,', `data:${noise(5)};base64,eA==`, 'data:a/\u0001;base64,eA=='])}","uploadPath":"${pick(['p', '..', '/', '\\u0000', '%2e%2e', 'CON'])}","fileName":"kept.txt"}`,
      noise(below(500)),
    ])
    return post(
      pick(paths),
      pick([
        'application/json',
        'text/plain',
        '',
        'application/json; charset=utf-16',
        'x'.repeat(300),
        noise(10),
      ]),
      body,
    )
  },
  uploads: ({ pick, below }) => {
    const types = [
      'вид/x',
      'text/html',
      'a/\\u0001',
      '\\u0000',
      'x'.repeat(below(500)),
      'image/png',
      ';;',
      '\\r\\na: b',
    ]
    const names = ['kept.txt', 'kept.txt', '..', '\\u0000', 'ключ', '%00', 'a'.repeat(below(9_000))]
    const base64Data = `data:${pick(types)};base64,eA==`
    const body = `{"base64Data":"${base64Data}","uploadPath":"p","fileName":"${pick(names)}"}`
    return (
      post('/file-upload/api/file-base64-upload', 'application/json', latin1(body)) +
      get('/uploads/p/kept.txt', '')
    )
  },
  forms: ({ pick, noise, below }) => {
    const part = pick([
      'Content-Disposition: form-data; name="file"; filename="a"\r\n\r\nx',
      `Content-Disposition: form-data; name="${noise(10)}"\r\n\r\nx`,
      `Content-Disposition: form-data; name="file"; filename="${pick(['../../x', '\u0000', noise(8), 'a'.repeat(below(5_000))])}"\r\nContent-Type: ${pick(['text/html', noise(6), 'a/b\u0001c'])}\r\n\r\nx`,
      'Content-Disposition: form-data; name=\r\n\r\nx',
      'Content-Disposition: attachment\r\n\r\nx',
      'no colon\r\n\r\nx',
      `${'h: x\r\n'.repeat(below(5_000))}\r\nx`,
      noise(50),
      '',
    ])
    const boundary = pick(['b', 'b', '"b"', '', noise(5), 'b'.repeat(200), 'b; boundary=c'])
    const body = `--b\r\n${`${part}\r\n--b\r\n`.repeat(pick([1, 1, 2, 150]))}${pick(['--b--\r\n', '', '--b--', '--c--\r\n'])}`
    return post('/file-upload/api/file-stream-upload', `multipart/form-data; boundary=${boundary}`, body)
  },
  ranges: ({ pick, below, noise }) => {
    const range = pick([
      'bytes=',
      'bytes=-',
      'bytes=9-1',
      'bytes=-0',
      'bytes=1e9-',
      `bytes=${'0-0,'.repeat(below(3_000))}`,
      `bytes=${'9'.repeat(400)}-`,
      'items=0-1',
      noise(9),
    ])
    const condition = pick([
      '',
      `if-none-match: ${'"x",'.repeat(below(3_000))}\r\n`,
      'if-range: x\r\n',
      `if-none-match: ${noise(5)}\r\n`,
    ])
    return get(pick(['/uploads/p/kept.txt', '/_mock/page/main.js', '/']), `range: ${range}\r\n${condition}`)
  },
  'percent escapes': ({ pick, below, noise }) => {
    const text = pick([
      '%',
      '%zz',
      '%00',
      '%ff',
      '%c0%ae',
      '%2e%2e%2f',
      '%ED%A0%80',
      '%'.repeat(below(9_000)),
      '+',
      ';',
      '?',
      '#',
      '\\',
      noise(6),
      '&a'.repeat(below(4_000)),
      '[a]'.repeat(below(3_000)),
    ])
    return get(
      `${pick(['/uploads/', '/results/', '/_mock/page/', '/_mock/faults/', '/api/v1/jobs/recordInfo?taskId=', '/api/v1/jobs/recordInfo?', '/'])}${text}`,
      '',
    )
  },
  hosts: ({ pick, noise }) => {
    const host = pick([
      '',
      'evil.example',
      '[',
      ']]',
      'localhost:x',
      'localhost:99999999',
      `${'a.'.repeat(4_000)}b`,
      noise(6),
      '0',
      '[::1%eth0]',
      'localhost\r\nhost: localhost',
    ])
    return `GET ${pick(paths)} HTTP/1.1\r\nhost: ${host}\r\norigin: ${pick(['null', 'http://evil.example', noise(5)])}\r\n\r\n`
  },
  methods: ({ pick }) =>
    `${pick(['PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'PROPFIND', 'QUERY', 'LINK'])} ${pick([...paths, '*', 'localhost:80'])} HTTP/1.1\r\n${usual}\r\n`,
  upgrades: ({ pick }) =>
    get(
      pick(paths),
      pick([
        'connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: eA==\r\nsec-websocket-version: 13\r\n',
        'connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQ\r\n',
        'connection: upgrade\r\n',
        'upgrade: x\r\n',
      ]),
    ) + pick(['', '\u0081\u0085', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n']),
  expectations: ({ pick }) =>
    post(
      '/api/v1/jobs/createTask',
      'application/json',
      task,
      `expect: ${pick(['100-continue', '200-ok', '', '100-continue, x'])}\r\n`,
    ),
  'mock headers': ({ pick, noise, below }) => {
    const fault = pick([
      'lostResponse',
      'resetMidAnswer',
      'gateway;status=1',
      `slowHeaders;ms=${noise(3)}`,
      'unknownState;state=\u00e9\u0080',
      ','.repeat(below(9_000)),
      'truncatedBody',
      'linkWrongLength;by=-1',
      ';',
      noise(9),
    ])
    const prefer = pick([
      '',
      '',
      `prefer: code=${below(1_000)}\r\n`,
      `prefer: example=${noise(5)}\r\n`,
      `accept: ${noise(9)}\r\nprefer: dynamic=true\r\n`,
    ])
    return post(pick(paths), 'application/json', task, `x-mock-fault: ${fault}\r\n${prefer}`)
  },
  pipelines: ({ pick }) => {
    const one = post('/api/v1/jobs/createTask', 'application/json', task)
    return `${one.repeat(pick([2, 5, 20]))}${pick(['', 'junk', one.slice(0, 50)])}`
  },
  noise: ({ noise, below }) => noise(1 + below(2_000)),
  'other protocols': ({ pick, noise }) =>
    pick([
      `\u0016\u0003\u0001\u0002\u0000\u0001${noise(200)}`,
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u0000\u0004',
      '*1\r\n$4\r\nPING\r\n',
      'EHLO localhost\r\n',
      'SSH-2.0-x\r\n',
      '\r\n\r\n\r\n\r\n',
    ]),
}

export const kindsOfRequests: readonly string[] = Object.keys(kinds)

/** The next shot. */
export function nextShot(draw: Draw): Shot {
  const kind = draw.pick(kindsOfRequests)
  const bytes = kinds[kind]?.(draw) ?? ''
  const sent = draw.chance(0.1) ? bytes.slice(0, draw.below(bytes.length)) : bytes
  const cut = draw.below(sent.length)
  const slow = draw.chance(0.1)
  return { kind, pieces: slow ? [sent.slice(0, cut), sent.slice(cut)] : [sent], halfClose: draw.chance(0.7) }
}
