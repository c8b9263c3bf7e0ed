import { connect } from 'node:net'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { MockEvent } from '../../src/index.ts'
import { createTask, send, useMock } from '../support/mock.ts'

/** A mock, its defects, and whatever would have ended the process. */
async function useWatched() {
  const defects: string[] = []
  const unhandled: unknown[] = []
  const note = (error: unknown) => void unhandled.push(error)
  process.on('unhandledRejection', note).on('uncaughtException', note)
  onTestFinished(() => void process.off('unhandledRejection', note).off('uncaughtException', note))
  const log = (event: MockEvent) => event.type === 'defect' && defects.push(String(event.error))
  const mock = await useMock({ taskMs: 0, log })
  return { mock, defects, unhandled }
}

const upload = (type: string) => ({ base64Data: `data:${type};base64,eA==`, uploadPath: 'p', fileName: 'x' })

describe('an answer that cannot be written is a 500 and a line in the log', () => {
  test.each(['текст/html', 'text/html\u0001', 'text/\r\nx-injected: yes', '日本'])(
    'media type %j',
    async (type) => {
      const { mock, defects, unhandled } = await useWatched()
      await send(mock, 'POST /file-upload/api/file-base64-upload', upload(type))
      for (const method of ['GET', 'HEAD']) {
        const { status, headers } = await send(mock, `${method} /uploads/p/x`)
        expect([status, headers.has('x-injected')]).toEqual([500, false])
      }
      expect(defects).toEqual([
        expect.stringContaining('Invalid character'),
        expect.stringContaining('Invalid character'),
      ])
      await createTask(mock)
      expect(unhandled).toEqual([])
    },
  )

  test('with faults on its way, too', async () => {
    const { mock, defects, unhandled } = await useWatched()
    await send(mock, 'POST /file-upload/api/file-base64-upload', upload('вид'))
    const { status } = await send(mock, 'GET /uploads/p/x', undefined, { 'x-mock-fault': 'slowBody;ms=1' })
    expect([status, defects.length, unhandled]).toEqual([500, 1, []])
  })
})

test('who reads no events is sent no more, and nothing is written to a stream that has ended', async () => {
  const { mock, unhandled, defects } = await useWatched()
  const { hostname, port, host } = new URL(mock.url)
  const socket = connect(Number(port), hostname)
  socket.on('error', () => {})
  socket.write(`GET /_mock/events HTTP/1.1\r\nhost: ${host}\r\nx-apikley-mock: admin\r\n\r\n`)
  await once(socket, 'readable')
  socket.pause()
  // More than the buffers of the machine and of the mock hold, all within one moment.
  for (let at = 0; at < 100_000; at += 1) mock.fault({ kind: 'gateway', operation: 'getCredits' }).stop()
  await createTask(mock)
  socket.destroy()
  await mock.close()
  await new Promise(setImmediate)
  expect([unhandled, defects]).toEqual([[], []])
})
