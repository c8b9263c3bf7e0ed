import { open } from 'node:fs/promises'
import type { Sink, SinkInfo } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { rejection, setUp } from '../set-up.ts'
import { clipOf, FileServer, type Turn } from './file-server.ts'

const clip = clipOf(300_000)
const half = 150_000

async function saving(
  target: Sink | WritableStream<Uint8Array>,
  ...turns: Turn[]
): Promise<{ server: FileServer; save: (more?: object) => Promise<unknown> }> {
  const server = await FileServer.start(clip, ...turns)
  const { apikley } = await setUp({ clock: new FakeClock((ms) => ms <= 30_000), allowPrivateAddresses: true })
  return { server, save: (more) => apikley.files.save(server.url, target, more) }
}

class Collector implements Sink {
  readonly calls: unknown[] = []
  readonly bytes = Buffer.alloc(clip.length)
  end = 0
  open(info: SinkInfo): void {
    this.calls.push(['open', info])
  }
  write(bytes: Uint8Array, at: number): void {
    if (at !== this.end) throw new Error(`wrote at ${at}, and was at ${this.end}`)
    this.bytes.set(bytes, at)
    this.end = at + bytes.length
  }
  restart(info: SinkInfo): void {
    this.calls.push(['restart', info])
    this.end = 0
  }
  commit(file: { bytes: number }): void {
    this.calls.push(['commit', file])
  }
  abort(reason: unknown): void {
    this.calls.push(['abort', reason])
  }
}

const info = { bytes: clip.length, contentType: 'video/mp4' }

describe('a sink', () => {
  it('is opened, given all bytes in order, and committed', async () => {
    const sink = new Collector()
    const { save } = await saving(sink, { cutsAfter: half }, {})
    expect(await save()).toEqual(info)
    expect(sink.calls).toEqual([
      ['open', info],
      ['commit', info],
    ])
    expect(clip.equals(sink.bytes)).toBe(true)
  })

  it('begins anew if the rest cannot be had', async () => {
    const sink = new Collector()
    const { save } = await saving(sink, { cutsAfter: half }, { ignoresRange: true })
    await save()
    expect(sink.calls).toEqual([
      ['open', info],
      ['restart', info],
      ['commit', info],
    ])
    expect(clip.equals(sink.bytes)).toBe(true)
  })

  it('is aborted, and not committed, if the file does not come', async () => {
    const sink = new Collector()
    const { save } = await saving(sink, { cutsAfter: half }, { cutsAfter: 0 })
    const error = await rejection(save())
    expect(error).toMatchObject({ kind: 'network' })
    expect(sink.calls).toEqual([
      ['open', info],
      ['abort', error],
    ])
  })

  it.for(['open', 'write', 'commit'] as const)('that throws at %s is aborted', async (name) => {
    const sink = new Collector()
    const trouble = new Error('no such bucket')
    Object.assign(sink, { [name]: () => Promise.reject(trouble) })
    const { server, save } = await saving(sink, {})
    const error = await rejection(save())
    expect(error).toMatchObject({
      kind: 'file',
      message: expect.stringContaining('no such bucket'),
      cause: trouble,
    })
    expect(sink.calls.at(-1)).toEqual(['abort', error])
    expect(server.asked).toHaveLength(1)
  })

  it('that is a full disk says so', async () => {
    const full = await open('/dev/full', 'w')
    const sink: Sink = {
      write: async (bytes) => void (await full.write(bytes)),
      commit: () => full.close(),
      abort: () => full.close(),
    }
    const { save } = await saving(sink, {})
    expect(await rejection(save())).toMatchObject({
      kind: 'file',
      message: expect.stringContaining('ENOSPC'),
    })
  })

  it('is asked for more only when it took what it was given, for however long that takes', async () => {
    const sink = new Collector()
    let writing = 0
    let most = 0
    const take = sink.write.bind(sink)
    const clock = new FakeClock((ms) => ms <= 30_000)
    const server = await FileServer.start(clip, {})
    const { apikley } = await setUp({ clock, allowPrivateAddresses: true })
    const slow: Sink = {
      async write(bytes, at) {
        most = Math.max(most, ++writing)
        clock.advance(600_000)
        await new Promise(setImmediate)
        take(bytes, at)
        writing--
      },
      commit() {},
      abort() {},
    }
    await apikley.files.save(server.url, slow, { idleTimeoutMs: 60_000 })
    expect(most).toBe(1)
    expect(clip.equals(sink.bytes)).toBe(true)
  })

  it('that never takes it does not hold up an abort', async () => {
    const sink = new Collector()
    const controller = new AbortController()
    const write = (): Promise<void> => {
      controller.abort()
      return new Promise(() => {})
    }
    Object.assign(sink, { write })
    const { save } = await saving(sink, {})
    expect(await rejection(save({ signal: controller.signal }))).toMatchObject({ kind: 'aborted' })
    expect(sink.calls.at(-1)).toMatchObject(['abort', { kind: 'aborted' }])
  })
})

describe('a stream', () => {
  function collecting(): { stream: WritableStream<Uint8Array>; parts: Uint8Array[]; end: () => unknown } {
    const parts: Uint8Array[] = []
    let how: unknown
    const stream = new WritableStream<Uint8Array>({
      write: (bytes) => void parts.push(bytes),
      close: () => void (how = 'closed'),
      abort: (reason) => void (how = reason),
    })
    return { stream, parts, end: () => how }
  }

  it('gets all bytes and is closed', async () => {
    const { stream, parts, end } = collecting()
    const { save } = await saving(stream, { cutsAfter: half }, {})
    expect(await save()).toEqual(info)
    expect(clip.equals(Buffer.concat(parts))).toBe(true)
    expect(end()).toBe('closed')
  })

  it('gets no byte twice if the server sends the same file from its beginning', async () => {
    const { stream, parts, end } = collecting()
    const { server, save } = await saving(
      stream,
      { cutsAfter: half },
      { ignoresRange: true, cutsAfter: 200_000 },
      { ignoresRange: true },
    )
    await save()
    expect(server.asked).toHaveLength(3)
    expect(clip.equals(Buffer.concat(parts))).toBe(true)
    expect(end()).toBe('closed')
  })

  it.for<[string, Turn[]]>([
    ['another file', [{ cutsAfter: half }, { file: clipOf(300_000, 2), etag: '"two"' }]],
    ['what may be another file', [{ cutsAfter: half, etag: null, chunked: true }, {}]],
  ])('is aborted if the server sends %s', async ([, turns]) => {
    const { stream, parts, end } = collecting()
    const { save } = await saving(stream, ...turns)
    const error = await rejection(save())
    expect(error).toMatchObject({ kind: 'file', nextStep: expect.stringContaining('new stream') })
    expect(end()).toBe(error)
    expect(clip.subarray(0, half).equals(Buffer.concat(parts))).toBe(true)
  })

  it('that is in use is refused', async () => {
    const { stream } = collecting()
    stream.getWriter()
    const { server, save } = await saving(stream, {})
    expect(await rejection(save())).toMatchObject({
      kind: 'validation',
      message: expect.stringContaining('locked'),
    })
    expect(server.asked).toEqual([])
  })
})

it.for([{}, { write() {} }, null, 7])('%j is no target', async (target) => {
  const { server, save } = await saving(target as unknown as Sink, {})
  expect(await rejection(save())).toMatchObject({ kind: 'validation' })
  expect(server.asked).toEqual([])
})
