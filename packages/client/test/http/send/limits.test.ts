import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { answerOf, rawServer } from './raw-server.ts'
import { run } from './run.ts'
import { failureOf, options, paid, senders } from './senders.ts'

const megabyte = Buffer.alloc(1_000_000, ' ')
const large = { ...options, maxBytes: 1_000_000 }
const tooLarge = { phase: 'answering', reason: 'too-large', status: 200 }

describe.each(senders)('over %s, an answer', (_, send) => {
  it('is read up to its limit', async () => {
    const server = await rawServer(answerOf(200, megabyte))
    expect((await send(paid(server.url), large)).text).toHaveLength(1_000_000)
  })

  it.each([
    ['by its length', answerOf(200, Buffer.concat([megabyte, Buffer.from('a')]))],
    ['without a length', Buffer.concat([Buffer.from('HTTP/1.1 200 X\r\n\r\n'), megabyte, Buffer.from('a')])],
    ['when unpacked: gzip', answerOf(200, gzipSync(Buffer.alloc(1_000_001)), 'content-encoding: gzip\r\n')],
    [
      'when unpacked: br',
      answerOf(200, brotliCompressSync(Buffer.alloc(1_000_001)), 'content-encoding: br\r\n'),
    ],
  ])('is not read that is larger %s', async (_how, bytes) => {
    const server = await rawServer(bytes)
    expect(await failureOf(send, paid(server.url), large)).toMatchObject(tooLarge)
  })

  it('that never ends is ended, and its connection closed', async () => {
    let isClosed = (): void => {}
    const closed = new Promise<void>((resolve) => (isClosed = resolve))
    const server = await rawServer(({ socket }) => {
      socket.on('close', isClosed)
      socket.write('HTTP/1.1 200 X\r\n\r\n')
      const more = (): void => {
        while (!socket.destroyed && socket.write(megabyte));
      }
      socket.on('drain', more)
      more()
    })
    expect(await failureOf(send, paid(server.url), large)).toMatchObject(tooLarge)
    await closed
  })
})

it('that is small and unpacks to 300 megabytes costs no memory to speak of', async () => {
  const { stdout, stderr } = await run('http/send/programs/bomb', [])
  const ends = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [string, string, number])
  expect(stderr).toBe('')
  expect(ends.map(([name, reason]) => [name, reason])).toEqual([
    ['node gzip', 'too-large'],
    ['node, its own connection gzip', 'too-large'],
    ['fetch gzip', 'too-large'],
    ['node br', 'too-large'],
    ['node, its own connection br', 'too-large'],
    ['fetch br', 'too-large'],
  ])
  for (const [, , grown] of ends) expect(grown).toBeLessThan(150_000_000)
})
