import type { Socket } from 'node:net'
import type { Draw } from '../support/draw.ts'

const head = 'HTTP/1.1 200 OK\r\n'

/** Every way in which a server can answer wrongly, each drawn anew whenever it is called. */
const kinds: Readonly<Record<string, (socket: Socket, draw: Draw) => void>> = {
  noise: (socket, { noise, below }) => socket.end(Buffer.from(noise(1 + below(2_000)), 'latin1')),
  nothing: (socket) => socket.end(),
  'a reset': (socket) => socket.resetAndDestroy(),
  'a status line': (socket, { pick }) =>
    socket.end(
      `${pick(['HTTP/1.1 000 x', 'HTTP/1.1 999 x', 'HTTP/1.1 99999 x', 'HTTP/1.1 abc', 'HTTP/9.9 200 OK', 'HTTP/1.1', 'ICY 200 OK', `HTTP/1.1 200 ${'x'.repeat(90_000)}`])}\r\n\r\n`,
    ),
  headers: (socket, { pick, noise }) =>
    socket.end(
      Buffer.from(
        `${head}${pick(['no colon', ': x', `a: ${noise(30)}`, `${noise(9)}: x`, `a: ${'x'.repeat(90_000)}`, 'a: x\r\n'.repeat(5_000), 'a: \u0000'])}\r\n\r\nx`,
        'latin1',
      ),
    ),
  lengths: (socket, { pick }) =>
    socket.end(
      `${head}${pick(['content-length: -1', 'content-length: 9\r\ncontent-length: 8', 'content-length: x', 'content-length: 99999999999999999999', 'content-length: 1000', 'content-length: 1\r\ntransfer-encoding: chunked', 'content-length: 0'])}\r\n\r\nxx`,
    ),
  chunks: (socket, { pick, noise }) =>
    socket.end(
      Buffer.from(
        `${head}transfer-encoding: chunked\r\n\r\n${pick(['zz\r\nx', 'ffffffffffffffff\r\nx', '2\r\nx', '1\r\nx\r\n', '-1\r\n', noise(40), '0\r\n\r\n0\r\n\r\n', `1;${'e'.repeat(90_000)}\r\nx\r\n0\r\n\r\n`])}`,
        'latin1',
      ),
    ),
  redirects: (socket, { pick, noise }) =>
    socket.end(
      Buffer.from(
        `HTTP/1.1 ${pick([301, 302, 303, 307, 308])} x\r\n${pick(['location: /', 'location: ', 'location: http://', 'location: http://169.254.169.254/', 'location: file:///etc/passwd', 'location: javascript:1', `location: ${noise(20)}`, 'location: //[', 'a: b', `location: /${'x'.repeat(9_000)}`])}\r\ncontent-length: 0\r\n\r\n`,
        'latin1',
      ),
    ),
  upgrades: (socket, { pick }) =>
    socket.end(
      `HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: ${pick(['websocket', 'h2c', ''])}\r\n\r\n\u0081`,
    ),
  'informational answers': (socket, { pick }) => {
    socket.write(
      'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n'.repeat(pick([1, 500])),
    )
    socket.end(pick([`${head}content-length: 0\r\n\r\n`, '']))
  },
  'endless headers': (socket) => endless(socket, head, 'x: y\r\n'.repeat(500)),
  'endless body': (socket) => endless(socket, `${head}\r\n`, 'x'.repeat(16_384)),
  'endless chunks': (socket) =>
    endless(socket, `${head}transfer-encoding: chunked\r\n\r\n`, '1000\r\n' + 'x'.repeat(4_096) + '\r\n'),
  types: (socket, { pick, noise }) =>
    socket.end(
      Buffer.from(
        `${head}content-type: ${pick([noise(20).replaceAll(/[\r\n]/g, ''), '', 'text/html', 'a'.repeat(5_000), '\u00e9/\u00ff', ';;;'])}\r\ncontent-length: 1\r\n\r\nx`,
        'latin1',
      ),
    ),
  encodings: (socket, { pick }) =>
    socket.end(
      `${head}content-encoding: ${pick(['gzip', 'br', 'deflate', 'x', 'gzip, gzip'])}\r\ncontent-length: 4\r\n\r\nxxxx`,
    ),
  'too much': (socket) => socket.end(`${head}content-length: 1\r\n\r\nx${head.repeat(50)}`),
  'an early answer': (socket) =>
    void socket.write(`${head}content-length: 0\r\n\r\n`, () => socket.resetAndDestroy()),
}

export const kindsOfAnswers: readonly string[] = Object.keys(kinds)

/** Answers whoever connects in a way that is drawn, or in the one given least often so far. */
export function answerWrongly(socket: Socket, draw: Draw, given: ReadonlyMap<string, number>): string {
  const least = Math.min(...given.values())
  const rarest = kindsOfAnswers.filter((each) => given.get(each) === least)
  const kind = draw.pick(draw.chance(0.5) ? rarest : kindsOfAnswers)
  const answer = () => kinds[kind]?.(socket, draw)
  // Some before they have read anything.
  if (draw.chance(0.1)) answer()
  else socket.once('data', answer)
  socket.resume()
  return kind
}

/** Writes for as long as anybody takes it. */
function endless(socket: Socket, first: string, again: string): void {
  socket.write(first)
  const more = () => {
    while (socket.writable && socket.write(again));
    socket.once('drain', more)
  }
  more()
}
