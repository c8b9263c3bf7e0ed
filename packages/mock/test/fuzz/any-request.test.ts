import { expect, test } from 'vitest'
import { catalogue } from '../../src/faults/catalogue/index.ts'
import type { Fault, FaultName, MockEvent } from '../../src/index.ts'
import { createRandom } from '../../src/random.ts'
import { createTask, readRecord, useMock } from '../support/mock.ts'
import { overRawSocket } from '../support/raw-socket.ts'

const kinds = Object.keys(catalogue) as FaultName[]
const requests = 1_500
const atOnce = 20
const mostMs = 60_000

/** Requests as nobody should send them, drawn from a seed. */
function createFuzz(seed: number) {
  const random = createRandom(seed).stream('fuzz')
  const below = (end: number) => Math.floor(random.next() * end)
  const pick = <One>(list: readonly One[]): One => list[below(list.length)] as One
  const noise = (length: number) => Array.from({ length }, () => String.fromCharCode(below(256))).join('')

  const methods = [
    'GET',
    'POST',
    'PUT',
    'DELETE',
    'HEAD',
    'OPTIONS',
    'PATCH',
    'TRACE',
    'CONNECT',
    'PROPFIND',
    'get',
  ]
  const paths = [
    '/api/v1/jobs/createTask',
    '/api/v1/jobs/createTask',
    '/api/v1/jobs/createTask',
    '/api/v1/jobs/recordInfo?taskId=%00',
    '/api/v1/jobs/recordInfo',
    '/api/v1/chat/credit',
    '/api/v1/common/download-url',
    '/file-upload/api/file-stream-upload',
    '/file-upload/api/file-base64-upload',
    '/results/00000000000000000000000000000000.mp4',
    '/uploads/%zz',
    '/_mock/state',
    '/_mock/faults',
    '/_mock/faults/%00',
    '/_mock/advance',
    '/_mock/nothing',
    '//',
    '*',
    'http://[/',
  ]
  const values = ['0', '-1', '5', '1e309', 'NaN', '', 'true', 'date', '504', '🌅', '__proto__', noise(20)]
  const fault = () => {
    const kind = pick(kinds)
    const own = Object.keys(catalogue[kind].fields)
    const fields = [...own, 'probability', 'times', 'kind', '__proto__']
    return random.next() < 0.7 ? kind : `${kind};${pick(fields)}=${pick(values)}`
  }
  const json = (depth: number): unknown => {
    const some = pick(['null', 'number', 'text', 'list', 'object', 'object'])
    if (some === 'null') return null
    if (some === 'number') return pick([0, -1, 1e308, 0.1, 5])
    if (some === 'text' || depth > 4)
      return pick([...values, 'kling/v2-1-master-text-to-video', 'http://127.0.0.1:9/'])
    if (some === 'list') return Array.from({ length: below(4) }, () => json(depth + 1))
    const names = [
      'model',
      'input',
      'prompt',
      'duration',
      'callBackUrl',
      'fault',
      'kind',
      'ms',
      'url',
      '__proto__',
      'подсказка',
    ]
    return Object.fromEntries(Array.from({ length: below(5) }, () => [pick(names), json(depth + 1)]))
  }
  const valid = { model: 'kling/v2-1-master-text-to-video', input: { prompt: 'x' } }
  const body = () => {
    const text = random.next() < 0.4 ? JSON.stringify(valid) : JSON.stringify(json(0))
    const kind = below(6)
    if (kind === 0) return noise(below(300))
    if (kind === 1) return text.slice(0, below(text.length + 1))
    if (kind === 2) return text.replace(/[a-z]/, noise(1))
    return text
  }
  const types = [
    'application/json',
    'application/json; charset=latin1',
    'multipart/form-data; boundary=x',
    'text/plain',
    '',
    'a'.repeat(500),
  ]
  return function next(): string {
    const content = body()
    const lengths = [
      Buffer.byteLength(content, 'latin1'),
      Buffer.byteLength(content, 'latin1'),
      below(400),
      -1,
    ]
    const headers = [
      random.next() < 0.9 ? 'host: 127.0.0.1' : `host: ${noise(8)}`,
      random.next() < 0.8 ? 'authorization: Bearer x' : `authorization: ${noise(30)}`,
      `content-type: ${pick(types)}`,
      random.next() < 0.9 ? `content-length: ${pick(lengths)}` : 'transfer-encoding: chunked',
      ...(random.next() < 0.5 ? [`x-mock-fault: ${fault()}`] : []),
      ...(random.next() < 0.1 ? [`prefer: code=${below(700)}`] : []),
      ...(random.next() < 0.1 ? [`range: bytes=${pick(values)}-${pick(values)}`] : []),
      ...(random.next() < 0.1 ? [`${noise(5)}: ${noise(5)}`] : []),
    ]
    return `${pick(methods)} ${pick(paths)} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n${content}`
  }
}

test.each([1, 2])(
  `${requests} mad requests, seed %i: no defect, no hang, and the mock still answers`,
  async (seed) => {
    const defects: MockEvent[] = []
    const mock = await useMock({
      seed,
      taskMs: 50,
      log: (event) => event.type === 'defect' && defects.push(event),
    })
    for (const kind of kinds)
      if (!['maintenance', 'resetBeforeRead'].includes(kind)) mock.fault({ kind, probability: 0.02 } as Fault)
    const next = createFuzz(seed)
    for (let sent = 0; sent < requests; sent += atOnce)
      await Promise.all(Array.from({ length: atOnce }, () => overRawSocket(mock, next())))
    mock.reset()
    const taskId = await createTask(mock)
    expect(await readRecord(mock, taskId)).toMatchObject({ taskId })
    expect(defects).toEqual([])
  },
  mostMs,
)
