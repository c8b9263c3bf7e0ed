import { once } from 'node:events'
import { connect } from 'node:net'
import type { Mock } from '../../src/index.ts'
import { key, videoModel } from './mock.ts'

/** What came over the wire, byte by byte and without a client's opinion of it. */
export interface Wire {
  /** All that came so far. */
  received(): Buffer
  /** Resolves when so many bytes of a body have come. */
  bodyBytes(count: number): Promise<void>
  /** Resolves when the answer is complete by its own `content-length`, or the connection ended. */
  outcome: Promise<Outcome>
}

export interface Outcome {
  status: number | undefined
  headers: Record<string, string>
  body: string
  /** Bytes that `content-length` promised and that did not come; negative when more came. */
  missing: number
  end: 'complete' | 'closed' | 'reset'
}

/** A createTask that nothing is wrong with. */
export const valid: { model: string; input: { prompt: string } } = {
  model: videoModel,
  input: { prompt: 'a lighthouse at dusk' },
}

/** Sends a request over a connection of its own. */
export function overWire(
  mock: Mock,
  target: string,
  body?: unknown,
  more: Record<string, string> = {},
): Wire {
  const { hostname, port, host } = new URL(mock.url)
  const text = body === undefined ? '' : JSON.stringify(body)
  const headers = {
    host,
    authorization: `Bearer ${key}`,
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(text)),
    }),
    ...more,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = connect(Number(port), hostname)
  socket.write(`${target} HTTP/1.1\r\n${lines.join('')}\r\n${text}`)

  let received = Buffer.alloc(0)
  let end: Outcome['end'] = 'complete'
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    const { status, missing, headers: seen } = readAnswer(received)
    if (status !== undefined && seen['connection'] !== 'close' && missing <= 0) socket.destroy()
  })
  socket.on('end', () => (end = 'closed'))
  socket.on('error', () => (end = 'reset'))
  const closed = new Promise((resolve) => socket.on('close', resolve))
  return {
    received: () => received,
    async bodyBytes(count) {
      while (readAnswer(received).status === undefined) await once(socket, 'data')
      while (Buffer.byteLength(readAnswer(received).body, 'latin1') < count) await once(socket, 'data')
    },
    outcome: closed.then(() => ({ ...readAnswer(received), end })),
  }
}

/** Sends a request and waits for its end. */
export function outcomeOf(...request: Parameters<typeof overWire>): Promise<Outcome> {
  return overWire(...request).outcome
}

// Latin-1 keeps one character a byte.
function readAnswer(bytes: Buffer): Omit<Outcome, 'end'> {
  const text = bytes.toString('latin1')
  const [head = '', ...rest] = text.split('\r\n\r\n')
  const complete = rest.length > 0
  const body = rest.join('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line): [string, string] => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  const status = complete ? Number(first.split(' ')[1]) : undefined
  return { status, headers, body, missing: Number(headers['content-length'] ?? 0) - body.length }
}
