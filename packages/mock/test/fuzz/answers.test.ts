import { expect, test } from 'vitest'
import { drawFrom } from '../support/draw.ts'
import { createTask, send, useMock } from '../support/mock.ts'
import { useProgram } from '../support/program.ts'
import { useRawServer } from '../support/server.ts'
import { answerWrongly, kindsOfAnswers } from './answers.ts'
import { share } from './share.ts'

const tasks = share * 200
const uploads = share * 300
const atOnce = 10
const mostMs = 300_000
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
// Before the attempts of a callback, by the mock's clock.
const pauses = [5_000, 15_000, 45_000]

test(
  `${4 * tasks} callbacks and ${uploads} uploads by URL whose servers answer wrongly leave the process running and answering`,
  async () => {
    const draw = drawFrom(seed)
    const given = new Map(kindsOfAnswers.map((kind) => [kind, 0]))
    const server = await useRawServer((socket) => {
      const kind = answerWrongly(socket, draw, given)
      given.set(kind, (given.get(kind) ?? 0) + 1)
    })
    const mock = await useProgram('--credits', '1000000000', '--task-seconds', '0', '--reach', 'loopback')
    const callbacks = () => mock.lines.filter(({ type }) => type === 'callback')
    const told = async (count: number) => {
      while (callbacks().length < count) await new Promise((resolve) => setTimeout(resolve, 20))
    }

    for (let sent = 0; sent < tasks; sent += atOnce) {
      await Promise.all(Array.from({ length: atOnce }, () => createTask(mock, {}, server)))
      await told(sent + atOnce)
    }
    let open = callbacks()
    for (const ms of pauses) {
      open = open.filter(({ problem }) => problem !== undefined)
      const before = callbacks().length
      await mock.admin('POST /_mock/advance', { ms })
      await told(before + open.length)
      open = callbacks().slice(before)
    }
    const answers: number[] = []
    for (let sent = 0; sent < uploads; sent += atOnce) {
      const volley = Array.from({ length: atOnce }, async () => {
        const body = { fileUrl: server, uploadPath: 'p', fileName: `file-${draw.below(20)}` }
        const { envelope } = await send(mock, 'POST /file-upload/api/file-url-upload', body)
        answers.push(envelope.code)
        await (await fetch(`${mock.url}/uploads/p/${body.fileName}`)).arrayBuffer()
      })
      await Promise.all(volley)
    }
    expect(answers.length).toBe(uploads)
    expect(new Set(answers)).toEqual(new Set([200, 400]))
    expect(Math.min(...given.values())).toBeGreaterThan(share * 10)

    expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.code).toBe(200)
    const { code, stderr, lines } = await mock.stop()
    expect([code, stderr]).toEqual([0, ''])
    // A media type that is no header value makes no answer; that is told, and the only thing that may be.
    const defects = lines.filter(({ type }) => type === 'defect').map(({ error }) => String(error))
    expect(defects.filter((error) => !error.includes('Invalid character in header content'))).toEqual([])
  },
  mostMs,
)

test('a receiver that answers and resets at once in the user’s own process leaves that running', async () => {
  const server = await useRawServer((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n', () => socket.resetAndDestroy())
  })
  let told = () => {}
  const callback = new Promise<void>((resolve) => (told = resolve))
  const mock = await useMock({ taskMs: 0, log: ({ type }) => type === 'callback' && told() })
  await createTask(mock, {}, server)
  await callback
  expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.code).toBe(200)
})
