import { fork } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { programOf } from '../programs.ts'
import { createTask, key, send, videoModel } from '../support/mock.ts'

// Of the mock's own process, so neither the sender nor another program counts.
const mostCpuMs = 2_000
const million = 1_000_000

const child = fork(programOf('mock-process'), { execArgv: [] })
const mock = { url: '' }
const cpuMs = async () => {
  child.send('cpu')
  const [ms]: number[] = await once(child, 'message')
  return ms ?? Number.NaN
}
beforeAll(async () => {
  const [url]: string[] = await once(child, 'message')
  mock.url = url ?? ''
  // What is loaded at the first request does not count.
  await createTask(mock)
  await send(mock, 'POST /api/v1/jobs/createTask', { model: videoModel, input: {} })
})
afterAll(() => void child.kill())

const create = 'POST /api/v1/jobs/createTask'
const base64 = 'POST /file-upload/api/file-base64-upload'
const form = 'POST /file-upload/api/file-stream-upload'
const record = (query: string) => `GET /api/v1/jobs/recordInfo?${query}`
const boundary = { 'content-type': 'multipart/form-data; boundary=x' }
const part = (head: string, body = 'v') => `--x\r\n${head}\r\n\r\n${body}\r\n`
const field = (name: string, more = '') => `Content-Disposition: form-data; name="${name}"${more}`
const input = (json: string) => `{"model":"${videoModel}","input":${json}}`
const many = (count: number, one: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => one(at)).join('')

interface Heavy {
  name: string
  target: string
  body?: string | (() => string)
  headers?: Record<string, string>
}

const heavy: Heavy[] = [
  { name: 'lists in lists', target: create, body: () => '['.repeat(5 * million) + ']'.repeat(5 * million) },
  { name: 'objects in objects', target: create, body: () => '{"a":'.repeat(3 * million) },
  {
    name: 'a million unknown members',
    target: create,
    body: () => input(`{"prompt":"x"${many(million, (at) => `,"p${at}":1`)}}`),
  },
  {
    name: 'ten thousand unknown members',
    target: create,
    body: () => input(`{"prompt":"x"${many(9_900, (at) => `,"p${at}":1`)}}`),
  },
  { name: 'ten million items', target: create, body: () => input(`[${'0,'.repeat(10 * million)}0]`) },
  {
    name: 'thirty million characters',
    target: create,
    body: () => input(`{"prompt":"${'x'.repeat(30 * million)}"}`),
  },
  {
    name: 'a callback address of many dots',
    target: create,
    body: () =>
      `{"model":"${videoModel}","callBackUrl":"http://${'a.'.repeat(million)}!!","input":{"prompt":"x"}}`,
  },
  {
    name: 'a callback address of many escapes',
    target: create,
    body: () =>
      `{"model":"${videoModel}","callBackUrl":"http://${'%41'.repeat(million)} ","input":{"prompt":"x"}}`,
  },
  {
    name: 'a link of many steps up',
    target: 'POST /api/v1/common/download-url',
    body: () => `{"url":"http://${'a/../'.repeat(2 * million)}"}`,
  },
  {
    name: 'Base64 of 24 MB',
    target: base64,
    body: () => JSON.stringify({ base64Data: 'QUJD'.repeat(7 * million), uploadPath: 'p', fileName: 'a' }),
  },
  {
    name: 'Base64 after thirty million semicolons',
    target: base64,
    body: () => JSON.stringify({ base64Data: `data:${';'.repeat(30 * million)}`, uploadPath: 'p' }),
  },
  {
    name: 'Base64 that ends wrongly',
    target: base64,
    body: () => JSON.stringify({ base64Data: `${'A'.repeat(30 * million)}!`, uploadPath: 'p' }),
  },
  {
    name: 'a path of thirty million slashes',
    target: base64,
    body: () => JSON.stringify({ base64Data: 'QQ==', uploadPath: '/'.repeat(30 * million) }),
  },
  {
    name: 'a form of many fields',
    target: form,
    body: () => many(200_000, (at) => part(field(`f${at}`))),
    headers: boundary,
  },
  {
    name: 'a form of many files',
    target: form,
    body: () => part(field('file', '; filename="a"')).repeat(200_000),
    headers: boundary,
  },
  {
    name: 'a form with one endless header',
    target: form,
    body: () => part(field('a'.repeat(30 * million))),
    headers: boundary,
  },
  {
    name: 'a form with many headers',
    target: form,
    body: () => part(`${'a: b\r\n'.repeat(4 * million)}${field('file')}`),
    headers: boundary,
  },
  {
    name: 'a form with an endless field',
    target: form,
    body: () => `${part(field('uploadPath'), 'a'.repeat(30 * million))}--x--\r\n`,
    headers: boundary,
  },
  {
    name: 'a form of boundaries alone',
    target: form,
    body: () => '--x\r\n'.repeat(6 * million),
    headers: boundary,
  },
  {
    name: 'a file of almost-boundaries',
    target: form,
    body: () => `${part(field('file', '; filename="a"'), '\r\n--'.repeat(7 * million))}--x--\r\n`,
    headers: boundary,
  },
  { name: 'a name many times', target: record('taskId=&'.repeat(1_800)) },
  { name: 'many names', target: record(many(1_800, (at) => `a${at}=&`)) },
  { name: 'brackets in a query', target: record(`taskId${'[a]'.repeat(4_000)}=1`) },
  {
    name: 'spaces before a key',
    target: record('taskId=x'),
    headers: { authorization: `Bearer ${' '.repeat(14_000)}` },
  },
  {
    name: 'a content type of parameters',
    target: create,
    body: '{}',
    headers: { 'content-type': `application/json${';a=b'.repeat(3_500)}` },
  },
  {
    name: 'many accepted types',
    target: create,
    body: input('{"prompt":"x"}'),
    headers: { accept: 'a/b,'.repeat(3_500), prefer: 'code=200' },
  },
  {
    name: 'many preferences',
    target: create,
    body: input('{"prompt":"x"}'),
    headers: { prefer: 'code=,'.repeat(2_500) },
  },
  {
    name: 'many faults',
    target: create,
    body: '{}',
    headers: { 'x-mock-fault': 'slowHeaders;ms=0,'.repeat(850) },
  },
  {
    name: 'many wrong fields of a fault',
    target: create,
    body: '{}',
    headers: { 'x-mock-fault': `slowHeaders${';msx=1'.repeat(2_300)}` },
  },
  {
    name: 'a range of thousands of parts',
    target: 'GET /uploads/p/a',
    headers: { range: `bytes=${'0-0,'.repeat(3_500)}` },
  },
  {
    name: 'thousands of tags',
    target: 'GET /uploads/p/a',
    headers: { 'if-none-match': '"a",'.repeat(3_500) },
  },
]

test.each(heavy)(
  `$name: answered, for at most ${mostCpuMs} ms of computing`,
  async ({ target, body, headers }) => {
    const before = await cpuMs()
    const { status } = await send(mock, target, typeof body === 'function' ? body() : body, headers)
    expect(status).toBeLessThan(500)
    expect((await cpuMs()) - before).toBeLessThan(mostCpuMs)
    expect(
      (await send(mock, 'GET /api/v1/chat/credit', undefined, { authorization: `Bearer ${key}` })).envelope
        .code,
    ).toBe(200)
  },
)
