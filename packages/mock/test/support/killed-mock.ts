/**
 * A program for state-killed.test.ts: runs a mock with a state file through fixed steps and tells each on its output
 * when it was answered, but kills itself with SIGKILL at a given write to the file system: after half of its bytes
 * (or instead of a rename), or right after it.
 *   killed-mock.ts <state file> <number of the write, from 1> <within | after>
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [state = '', killAt = '', moment = ''] = process.argv.slice(2)
let writes = 0
// appendFileSync calls writeFileSync; the inner call is no write of its own.
let writing = false

function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

function counted(write: (within: boolean) => void): void {
  if (writing) return write(false)
  writes += 1
  writing = true
  const hit = writes === Number(killAt)
  write(hit && moment === 'within')
  if (hit) die()
  writing = false
}

const { appendFileSync, renameSync, writeFileSync } = fs
const writers = { appendFileSync, writeFileSync }
for (const name of ['appendFileSync', 'writeFileSync'] as const) {
  fs[name] = (file: fs.PathOrFileDescriptor, data: string | NodeJS.ArrayBufferView, ...rest: []) =>
    counted((half) => {
      const bytes =
        typeof data === 'string'
          ? Buffer.from(data)
          : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      writers[name](file, half ? bytes.subarray(0, bytes.length / 2) : bytes, ...rest)
    })
}
fs.renameSync = (from: fs.PathLike, to: fs.PathLike) =>
  counted((half) => (half ? undefined : renameSync(from, to)))
syncBuiltinESMExports()

const { startMock } = await import('../../src/index.ts')
const mock = await startMock({ state, taskMs: 3_600_000, credits: 1_000 })

async function post(path: string, body: object): Promise<void> {
  const headers = { authorization: 'Bearer fake-key-0000', 'content-type': 'application/json' }
  const response = await fetch(mock.url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  await response.text()
}

const create = (prompt: string) =>
  post('/api/v1/jobs/createTask', { model: 'kling/v2-1-master-text-to-video', input: { prompt } })

const steps = [
  () => create('first'),
  () =>
    post('/file-upload/api/file-base64-upload', {
      base64Data: 'a2VwdA==',
      uploadPath: 'p',
      fileName: 'kept.txt',
    }),
  () => create('second [fail:server]'),
  async () => mock.advance(7_200_000),
  () => create('third'),
  async () => mock.reset(),
  () => create('fourth'),
]
for (const [at, step] of steps.entries()) {
  await step()
  fs.writeSync(1, `step ${at + 1}\n`)
}
fs.writeSync(1, `writes ${writes}\n`)
process.exit(0)
