import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Clock } from '../../../src/clock/clock.ts'
import { systemClock } from '../../../src/clock/system-clock.ts'
import type { SendError } from '../../../src/http/send/send-error.ts'
import { sendWithin } from '../../../src/http/send/send-within.ts'
import { FakeClock } from '../../fake-clock.ts'
import { answerOf, rawServer } from './raw-server.ts'
import { paid, senders } from './senders.ts'

const text = '{"a":"маяк"}'
const maxBytes = 10_000_000

interface LateServer {
  readonly url: string
  readonly arrived: Promise<unknown>
  /** Lets it answer, and holds this whole thread until it has. */
  answerNow(): void
}

async function lateServer(answer: Uint8Array): Promise<LateServer> {
  const shared = new SharedArrayBuffer(8)
  const state = new Int32Array(shared)
  const worker = new Worker(new URL('programs/late-server.mjs', import.meta.url), {
    workerData: { shared, answer },
  })
  onTestFinished(async () => void (await worker.terminate()))
  const [port] = (await once(worker, 'message')) as [number]
  return {
    url: `http://127.0.0.1:${port}/`,
    arrived: once(worker, 'message'),
    answerNow() {
      Atomics.store(state, 0, 1)
      Atomics.notify(state, 0)
      Atomics.wait(state, 1, 0)
    },
  }
}

const answers: readonly (readonly [what: string, answer: Uint8Array])[] = [
  ['an answer', answerOf(200, text)],
  ['a packed answer', answerOf(200, gzipSync(text), 'content-encoding: gzip\r\n')],
  ['a large answer', answerOf(200, ' '.repeat(100_000) + text)],
]

describe.each(senders)('over %s, at a time-out', (_, send) => {
  it.each(answers)('%s is read that has arrived while the process was busy', async (_what, answer) => {
    const clock = new FakeClock()
    const server = await lateServer(answer)
    const sent = sendWithin(send, paid(server.url), { clock, timeoutMs: 60_000, maxBytes })
    await server.arrived
    server.answerNow()
    clock.advance(60_000)
    expect((await sent).text.trim()).toBe(text)
    expect(clock.pending).toBe(0)
  })

  it('an answer is read that has arrived while the process was busy for longer than that, in real time', async () => {
    const server = await lateServer(answerOf(200, text))
    // The time begins when the request has arrived, however long that takes.
    const clock: Clock = {
      now: () => systemClock.now(),
      sleep: (ms, signal) => server.arrived.then(() => systemClock.sleep(ms, signal)),
    }
    const sent = sendWithin(send, paid(server.url), { clock, timeoutMs: 50, maxBytes })
    await server.arrived
    server.answerNow()
    // Nothing else runs until time is up.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150)
    expect((await sent).text).toBe(text)
  })

  it('a request fails where nothing has come', async () => {
    const clock = new FakeClock()
    const server = await rawServer(() => clock.advance(60_000))
    const failure = sendWithin(send, paid(server.url), { clock, timeoutMs: 60_000, maxBytes })
    await expect(failure).rejects.toMatchObject({ phase: 'sent', reason: 'timeout', status: undefined })
  })

  it('a request fails a second later at most where an answer has begun', async () => {
    const clock = new FakeClock((ms) => ms === 1_000)
    const server = await lateServer(Buffer.from('HTTP/1.1 200 X\r\ncontent-length: 10\r\n\r\nok'))
    const sent = sendWithin(send, paid(server.url), { clock, timeoutMs: 60_000, maxBytes })
    await server.arrived
    server.answerNow()
    clock.advance(60_000)
    await expect(sent).rejects.toMatchObject({ phase: 'answering', reason: 'timeout', status: 200 })
  })

  it('the caller is told that it was not its signal', async () => {
    const clock = new FakeClock()
    const controller = new AbortController()
    const server = await rawServer(() => controller.abort(new Error('enough')))
    const given = { clock, signal: controller.signal, timeoutMs: 60_000, maxBytes }
    const failure = await sendWithin(send, paid(server.url), given).catch((error: unknown) => error)
    expect(failure).toMatchObject({ reason: 'aborted', cause: new Error('enough') })
    expect(clock.pending).toBe(0)
  })
})

it('a connection that does not come to stand ends as certainly unsent', async () => {
  const [, node] = senders[0]!
  const clock = new FakeClock()
  const server = await rawServer('', {
    onConnection: (socket) => void socket.once('data', () => clock.advance(60_000)),
  })
  const failure = sendWithin(node, paid(`https://127.0.0.1:${server.port}/`), {
    clock,
    timeoutMs: 60_000,
    maxBytes,
  })
  await expect(failure).rejects.toMatchObject({
    phase: 'connecting',
    reason: 'timeout',
  } satisfies Partial<SendError>)
})

it('without a time-out, there is no timer', async () => {
  const [, node] = senders[0]!
  const clock = new FakeClock()
  const server = await rawServer(() => clock.advance(10 ** 12))
  const controller = new AbortController()
  const sent = sendWithin(node, paid(server.url), {
    clock,
    signal: controller.signal,
    timeoutMs: Infinity,
    maxBytes,
  })
  expect(clock.pending).toBe(0)
  controller.abort()
  await expect(sent).rejects.toMatchObject({ reason: 'aborted' })
})
