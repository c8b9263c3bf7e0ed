import { memoryLedger, type ResultTarget, type SaveTarget } from '@apikley/client'
import { createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { clipOf as bytesOf, FileServer } from '../files/file-server.ts'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { clientOf, clipOf, startClips } from './clip-api.ts'

const { model } = lighthouse
const input = { prompt: 'A' }
const large = bytesOf(3_000_000)

/** A stream of either kind, and what came of it: its bytes, and how it ended. */
interface Collecting {
  readonly stream: Extract<SaveTarget, object>
  readonly parts: Uint8Array[]
  readonly ends: unknown[]
  /** Fails at the next write. */
  trouble: Error | undefined
}

const makers: [name: string, make: () => Collecting][] = [
  [
    'a Writable of Node',
    () => {
      const one: Collecting = { stream: undefined as never, parts: [], ends: [], trouble: undefined }
      const stream = new Writable({
        highWaterMark: 1,
        write(part: Uint8Array, _, done) {
          if (!one.trouble) one.parts.push(Buffer.from(part))
          setImmediate(done, one.trouble)
        },
      })
      stream.on('finish', () => one.ends.push('closed')).on('error', (error) => one.ends.push(error))
      return Object.assign(one, { stream })
    },
  ],
  [
    'a WritableStream',
    () => {
      const one: Collecting = { stream: undefined as never, parts: [], ends: [], trouble: undefined }
      const stream = new WritableStream<Uint8Array>({
        async write(part) {
          await new Promise(setImmediate)
          if (one.trouble) throw one.trouble
          one.parts.push(part.slice())
        },
        close: () => void one.ends.push('closed'),
        abort: (reason) => void one.ends.push(reason),
      })
      return Object.assign(one, { stream })
    },
  ],
]

describe.for(makers)('%s', ([, make]) => {
  it('is given the result of generate, and closed', async () => {
    const ledger = memoryLedger()
    const apikley = await clientOf(await startClips(), { ledger })
    const { stream, parts, ends } = make()
    const { files } = await apikley.generate(model, input, { key: 'a', saveTo: stream })
    expect(files).toEqual([{ path: '', bytes: clipOf('A').length, contentType: 'application/octet-stream' }])
    expect(String(Buffer.concat(parts))).toBe(clipOf('A'))
    expect(ends).toEqual(['closed'])
    expect(await ledger.get('a')).toMatchObject({ saveTo: 'sink:', files: ['sink:'] })
    expect((await apikley.recover()).failed).toEqual([])
  })

  it('that fails ends the download, and the paid task stays open until recover is given another', async () => {
    const ledger = memoryLedger()
    const api = await startClips()
    const apikley = await clientOf(api, { ledger })
    const failing = make()
    failing.trouble = new Error('the disk is gone')
    const error = await rejection(apikley.generate(model, input, { key: 'a', saveTo: failing.stream }))
    expect(error).toMatchObject({
      kind: 'file',
      moneySpent: 'yes',
      taskId: 'A',
      message: expect.stringContaining('the disk is gone'),
    })
    expect(await ledger.get('a')).toMatchObject({ state: 'succeeded', saveTo: 'sink:' })
    expect(await ledger.prune(Infinity)).toBe(0)

    const { failed } = await apikley.recover()
    expect(failed).toMatchObject([{ submission: { key: 'a' }, error: { kind: 'file', moneySpent: 'yes' } }])
    const { stream, parts } = make()
    const asked = vi.fn<() => ResultTarget>(() => stream)
    expect((await apikley.recover({ saveTo: asked })).finished).toMatchObject([{ submission: { key: 'a' } }])
    expect(asked).toHaveBeenCalledTimes(1)
    expect(String(Buffer.concat(parts))).toBe(clipOf('A'))
    expect(api.submitted).toEqual(['A'])
    expect(await apikley.recover({ saveTo: asked })).toMatchObject({ finished: [], failed: [] })
  })

  it('gets all of a large file, piece by piece', async () => {
    const { stream, parts } = make()
    const server = await FileServer.start(large, {})
    const { apikley } = await setUp({ allowPrivateAddresses: true })
    await apikley.files.save(server.url, stream)
    expect(large.equals(Buffer.concat(parts))).toBe(true)
  })

  it('is destroyed when the download breaks off', async () => {
    const { stream, ends } = make()
    const server = await FileServer.start(large, { cutsAfter: 1_000_000 })
    const { apikley } = await setUp({
      clock: new FakeClock((ms) => ms <= 30_000),
      allowPrivateAddresses: true,
    })
    const error = await rejection(apikley.files.save(server.url, stream, { retries: 0 }))
    expect(error).toMatchObject({ kind: 'network' })
    await new Promise(setImmediate)
    expect(ends).toEqual([error])
  })

  it('takes no result of several files: nothing is written, and the error says how', async () => {
    const ledger = memoryLedger()
    const apikley = await clientOf(await startClips({ A: 2 }), { ledger })
    const { stream, parts, ends } = make()
    const error = await rejection(apikley.generate(model, input, { key: 'a', saveTo: stream }))
    expect(error).toMatchObject({
      kind: 'file',
      moneySpent: 'yes',
      message: expect.stringContaining('2 files'),
    })
    expect([parts, ends]).toEqual([[], []])

    const made: Collecting[] = []
    const told: unknown[] = []
    const saveTo: ResultTarget = (file) => {
      told.push(file)
      made.push(make())
      return made.at(-1)!.stream
    }
    const { files } = await apikley.generate(model, input, { key: 'a', saveTo })
    expect(files).toHaveLength(2)
    expect(told).toMatchObject([
      { index: 0, count: 2, taskId: 'A', key: 'a' },
      { index: 1, count: 2, taskId: 'A', key: 'a' },
    ])
    expect(made.map((one) => String(Buffer.concat(one.parts)))).toEqual([clipOf('A', 0), clipOf('A', 1)])
  })

  it('is not given to two items of a batch', async () => {
    const api = await startClips()
    const apikley = await clientOf(api)
    const { stream, parts } = make()
    const settled = await apikley.generateMany([
      { model, input: { prompt: 'A' }, saveTo: stream },
      { model, input: { prompt: 'B' }, saveTo: stream },
    ])
    expect(settled).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { kind: 'validation', moneySpent: 'no' } },
    ])
    expect(api.submitted).toEqual(['A'])
    expect(String(Buffer.concat(parts))).toBe(clipOf('A'))
  })
})

it('a stream of a file holds the result when generate is done', async () => {
  const path = join(await temporaryFolder(), 'a.mp4')
  const apikley = await clientOf(await startClips())
  await apikley.generate(model, input, { saveTo: createWriteStream(path) })
  expect(await readFile(path, 'utf8')).toBe(clipOf('A'))
})

it('a stream that nobody reads holds the download up, and takes all of it once somebody does', async () => {
  const pipe = new PassThrough({ highWaterMark: 1_000 })
  const server = await FileServer.start(large, {})
  const { apikley } = await setUp({ allowPrivateAddresses: true })
  const saved = apikley.files.save(server.url, pipe)
  await vi.waitUntil(() => pipe.readableLength > 0)
  expect(pipe.writableLength + pipe.readableLength).toBeLessThan(300_000)
  const [bytes] = await Promise.all([buffer(pipe), saved])
  expect(large.equals(bytes)).toBe(true)
})

it('an HTTP response is a target; a reader that goes away ends the download', async () => {
  const file = await FileServer.start(large, {})
  const { apikley } = await setUp({ allowPrivateAddresses: true })
  const ends: unknown[] = []
  const server = createServer((_, response) => {
    void apikley.files.save(file.url, response).then(
      (saved) => ends.push(saved),
      (error: unknown) => ends.push(error),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const whole = await new Promise<Buffer>((resolve) =>
    get({ port }, (answer) => void buffer(answer).then(resolve)),
  )
  expect(large.equals(whole)).toBe(true)
  get({ port }, (answer) => void answer.once('data', () => answer.destroy())).on('error', () => {})
  await vi.waitUntil(() => ends.length === 2)
  expect(ends).toMatchObject([{ bytes: large.length }, { kind: 'file' }])
})

it("the program's own output is not closed", async () => {
  const stdout = new PassThrough()
  vi.spyOn(process, 'stdout', 'get').mockReturnValue(stdout as never)
  onTestFinished(() => void vi.restoreAllMocks())
  const apikley = await clientOf(await startClips())
  await apikley.generate(model, input, { saveTo: stdout })
  stdout.end('more')
  expect(await text(stdout)).toBe(`${clipOf('A')}more`)
})

it.for<[name: string, saveTo: (folder: string) => ResultTarget, message: RegExp]>([
  ['throws', () => () => Promise.reject(new Error('no folder')), /saveTo threw/],
  ['gives what is no target', () => () => 5 as never, /received 5/],
  ['gives one path for two files', (folder) => () => join(folder, 'one.mp4'), /file 1 of the result/],
])('a function that %s is told with what it cost, and the task stays open', async ([, saveTo, message]) => {
  const ledger = memoryLedger()
  const apikley = await clientOf(await startClips({ A: 2 }), { ledger })
  const folder = await temporaryFolder()
  const error = await rejection(apikley.generate(model, input, { key: 'a', saveTo: saveTo(folder) }))
  expect(error).toMatchObject({ moneySpent: 'yes', taskId: 'A', message: expect.stringMatching(message) })
  const recovery = await apikley.recover({ saveTo: () => join(folder, 'a.mp4') })
  expect(recovery.finished).toMatchObject([{ files: [{}, {}] }])
})
