import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { drawFrom } from '../support/draw.ts'
import { createTask, send } from '../support/mock.ts'
import { useProgram } from '../support/program.ts'
import { kindsOfRequests, nextShot, type Shot } from './requests.ts'
import { share } from './share.ts'

const shots = share * 10_000
const rounds = 10
const atOnce = 50
// A sender who neither closes nor is answered goes away after so long.
const unansweredMs = 50
const mostMs = 300_000
const seed = Number(process.env['FUZZ_SEED'] ?? 1)

function fire(port: number, { pieces, halfClose }: Shot): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const [first = '', ...rest] = pieces.map((piece) => Buffer.from(piece, 'latin1'))
    socket.on('error', () => {})
    socket.on('close', () => resolve())
    socket.resume()
    socket.setTimeout(unansweredMs, () => socket.destroy())
    socket.write(first)
    const finish = () => {
      for (const piece of rest) socket.write(piece)
      if (halfClose) socket.end()
    }
    if (rest.length > 0) setTimeout(finish, 5)
    else finish()
  })
}

test(
  `${shots} malformed requests leave the process running and answering`,
  async () => {
    const mock = await useProgram('--credits', '1000000000', '--task-seconds', '0')
    const port = Number(new URL(mock.url).port)
    const draw = drawFrom(seed)
    const fired = new Map(kindsOfRequests.map((kind) => [kind, 0]))
    for (let round = 0; round < rounds; round += 1) {
      for (let sent = 0; sent < shots / rounds; sent += atOnce) {
        const volley = Array.from({ length: atOnce }, () => nextShot(draw))
        for (const { kind } of volley) fired.set(kind, (fired.get(kind) ?? 0) + 1)
        await Promise.all(volley.map((shot) => fire(port, shot)))
      }
      await mock.admin('DELETE /_mock/faults')
      expect((await send(mock, 'GET /api/v1/chat/credit')).envelope.code).toBe(200)
    }
    expect(Math.min(...fired.values())).toBeGreaterThan(shots / kindsOfRequests.length / 2)
    const taskId = await createTask(mock)
    const { envelope } = await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)
    expect(envelope).toMatchObject({ code: 200, data: { taskId, state: 'success' } })
    const { code, stderr, lines } = await mock.stop()
    expect([code, stderr]).toEqual([0, ''])
    // A media type that is no header value makes no answer; nothing else may be told.
    const defects = lines.filter(({ type }) => type === 'defect').map(({ error }) => String(error))
    expect(defects.filter((error) => !error.includes('Invalid character in header content'))).toEqual([])
  },
  mostMs,
)
