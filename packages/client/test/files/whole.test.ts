import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { SaveOptions } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { type Arrival, rawServer } from '../http/send/raw-server.ts'
import { rejection, setUp } from '../set-up.ts'
import { succeeded, taskId } from '../tasks/records.ts'
import { clipOf, FileServer } from './file-server.ts'
import { small } from './small-files.ts'

const clip = clipOf(300_000)

interface Behaviour {
  /** How the end of the file is announced: by nothing but the end of the connection, in chunks, or by a length. */
  readonly framing?: 'none' | 'chunks' | number
  /** Further headers. */
  readonly headers?: string
  /** How much of the body is sent, of each answer in turn; the last one is repeated. Default: all of it. */
  readonly sends?: readonly number[]
  /** What tells the size. Default: nothing. */
  readonly tellsBy?: 'GET' | 'HEAD'
  /** The size that is told. Default: the right one. */
  readonly told?: number
}

/** Serves a file below HTTP, and saves it with the client. */
async function saving(file: Uint8Array, behaviour: Behaviour, { retries = 0, accept }: SaveOptions = {}) {
  const sends = [...(behaviour.sends ?? [])]
  const server = await rawServer((arrival) => answer(file, behaviour, sends, arrival))
  const { apikley, server: api } = await setUp({
    clock: new FakeClock((ms) => ms <= 30_000),
    allowPrivateAddresses: true,
  })
  const folder = await temporaryFolder()
  const path = join(folder, 'result')
  return {
    api,
    apikley,
    path,
    url: server.url,
    save: () => apikley.files.save(server.url, path, { retries, accept }),
    left: () => readdir(folder),
    asked: () =>
      server.arrivals.map(({ head }) =>
        `${head.split(' ')[0]} ${/^range: (.*)\r$/im.exec(head)?.[1] ?? ''}`.trim(),
      ),
  }
}

function answer(file: Uint8Array, behaviour: Behaviour, sends: number[], { head, socket }: Arrival): void {
  const { framing = 'none', headers = '', tellsBy, told = file.length } = behaviour
  if (head.startsWith('HEAD')) {
    const length = tellsBy === 'HEAD' ? `content-length: ${told}\r\n` : ''
    return void socket.end(`HTTP/1.1 200 OK\r\n${length}\r\n`)
  }
  if (/^range: bytes=0-0\r$/im.test(head)) {
    const part = `HTTP/1.1 206 Partial\r\ncontent-range: bytes 0-0/${told}\r\ncontent-length: 1\r\n\r\n.`
    return void socket.end(tellsBy === 'GET' ? part : 'HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
  }
  const announced =
    framing === 'none'
      ? ''
      : framing === 'chunks'
        ? 'transfer-encoding: chunked\r\n'
        : `content-length: ${framing}\r\n`
  socket.write(`HTTP/1.1 200 OK\r\n${announced}${headers}connection: close\r\n\r\n`)
  const sent = file.subarray(0, (sends.length > 1 ? sends.shift() : sends[0]) ?? file.length)
  if (framing !== 'chunks') return void socket.end(sent)
  socket.write(`${sent.length.toString(16)}\r\n`)
  socket.write(sent)
  socket.end(sent.length === file.length ? '\r\n0\r\n\r\n' : '\r\n')
}

describe('a file that ends with its connection', () => {
  it.for<[tellsBy: 'GET' | 'HEAD', asked: string[]]>([
    ['GET', ['GET', 'GET bytes=0-0']],
    ['HEAD', ['GET', 'GET bytes=0-0', 'HEAD']],
  ])('is whole if the server tells that size: to a %s', async ([tellsBy, want]) => {
    const file = Buffer.from('\x01of a format that nobody knows')
    const { save, path, asked } = await saving(file, { tellsBy })
    expect(await save()).toMatchObject({ bytes: file.length })
    expect(file.equals(await readFile(path))).toBe(true)
    expect(asked()).toEqual(want)
  })

  it('is had anew if the server tells a larger size', async () => {
    const file = Buffer.alloc(300_000, '\x01')
    const sends = [0x8000 + 3, file.length]
    const { save, path, asked } = await saving(file, { tellsBy: 'GET', sends }, { retries: 1 })
    await save()
    expect(file.equals(await readFile(path))).toBe(true)
    expect(asked()).toEqual(['GET', 'GET bytes=0-0', 'GET', 'GET bytes=0-0'])
  })

  it.for([0, 1])('shows its end itself if the server tells no size that can be: %i', async (told) => {
    const { save, path } = await saving(clip, { tellsBy: 'HEAD', told })
    await save()
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('is not believed to be whole against its server', async () => {
    const { save, left } = await saving(clip, { tellsBy: 'HEAD', told: clip.length + 1 })
    expect(await rejection(save())).toMatchObject({
      kind: 'network',
      message: expect.stringContaining('300000 of 300001 bytes'),
    })
    expect(await left()).toEqual([])
  })

  it('is refused if nothing tells, and is still there', async () => {
    const { save, left } = await saving(Buffer.from('\x01of a format that nobody knows'), {})
    expect(await rejection(save())).toMatchObject({
      kind: 'file',
      message: expect.stringContaining('may be cut'),
      nextStep: expect.stringContaining('save it again'),
    })
    expect(await left()).toEqual([])
  })

  it('is refused if nothing tells, whatever is accepted', async () => {
    const { save, left } = await saving(Buffer.from('subtitles'), {}, { accept: 'any' })
    expect(await rejection(save())).toMatchObject({ kind: 'file' })
    expect(await left()).toEqual([])
  })

  describe.for(small)('of the format %s', ([, file]) => {
    it('is whole if it says so, though the server tells nothing', async () => {
      const { save, path } = await saving(file, {})
      await save()
      expect(file.equals(await readFile(path))).toBe(true)
    })

    it('is never saved in part, wherever it is cut', async () => {
      const cuts = Array.from(file, (_, cut) => cut)
      const { save, left } = await saving(file, { sends: cuts })
      for (const cut of cuts) {
        const error = await rejection(save())
        expect(error, `cut after ${cut}`).toMatchObject({ kind: expect.stringMatching(/network|file/) })
        expect(await left()).toEqual([])
      }
    })

    it('may have what only begins like one, and is none', async () => {
      for (const begin of [4, 8]) {
        const other = Buffer.concat([file.subarray(0, begin), Buffer.alloc(100, '\x01')])
        const { save } = await saving(other, { framing: other.length })
        expect(await save()).toMatchObject({ bytes: other.length })
      }
    })
  })

  it('may be followed by what is no part of it only where the server tells the size', async () => {
    const [, file] = small[0]!
    const more = Buffer.concat([file, Buffer.from('\0\0\0\0padding')])
    expect(await rejection((await saving(more, {})).save())).toMatchObject({ kind: 'file' })
    expect(await (await saving(more, { tellsBy: 'GET' })).save()).toMatchObject({ bytes: more.length })
    expect(await (await saving(more, { framing: more.length })).save()).toMatchObject({ bytes: more.length })
  })
})

it('a file is known to be whole where its target passes the memory on', async () => {
  const { apikley, url } = await saving(clip, {})
  const parts: Uint8Array[] = []
  const sink = {
    write: ({ buffer, byteOffset, length }: Uint8Array<ArrayBuffer>) =>
      void parts.push(new Uint8Array(structuredClone(buffer, { transfer: [buffer] }), byteOffset, length)),
    commit: () => {},
    abort: () => {},
  }
  expect(await apikley.files.save(url, sink)).toMatchObject({ bytes: clip.length })
  expect(clip.equals(Buffer.concat(parts))).toBe(true)
})

describe('a file whose end is announced', () => {
  it('is cut if the chunks end before their end', async () => {
    const { save, left } = await saving(Buffer.alloc(1_000, '\x01'), { framing: 'chunks', sends: [500] })
    expect(await rejection(save())).toMatchObject({ kind: 'network' })
    expect(await left()).toEqual([])
  })

  it('is had anew if it was cut on the way, and its shorter length announced', async () => {
    const cut = clip.subarray(0, 200_000)
    const server = await FileServer.start(cut, {}, { file: clip })
    const { apikley } = await setUp({
      clock: new FakeClock((ms) => ms <= 30_000),
      allowPrivateAddresses: true,
    })
    const path = join(await temporaryFolder(), 'clip.mp4')
    await apikley.files.save(server.url, path)
    expect(clip.equals(await readFile(path))).toBe(true)
    expect(server.ranges).toEqual([undefined, undefined])
  })

  it('needs no further proof', async () => {
    const file = Buffer.alloc(1_000, '\x01')
    for (const framing of ['chunks', 1_000] as const) {
      const { save, asked } = await saving(file, { framing })
      expect(await save()).toMatchObject({ bytes: 1_000 })
      expect(asked()).toEqual(['GET'])
    }
  })

  it.for(small.filter(([, , tellsSizes]) => tellsSizes))(
    'is cut if its own sizes prove that more must come, as where a proxy has cut it: %s',
    async ([, file]) => {
      const framing = file.length - 1
      const cut = file.subarray(0, framing)
      const { save, left } = await saving(cut, { framing })
      expect(await rejection(save())).toMatchObject({
        kind: 'network',
        message: expect.stringContaining('its own structure says that more must come'),
        nextStep: expect.stringContaining("accept: 'any'"),
      })
      expect(await left()).toEqual([])
      const any = await saving(cut, { framing }, { accept: 'any' })
      expect(await any.save()).toMatchObject({ bytes: framing })
    },
  )

  it.for(small.filter(([, , tellsSizes]) => !tellsSizes))(
    'is believed where the file itself proves nothing: %s',
    async ([, file]) => {
      const framing = file.length - 1
      const { save } = await saving(file.subarray(0, framing), { framing })
      expect(await save()).toMatchObject({ bytes: framing })
    },
  )

  it('is cut if more comes than was announced', async () => {
    const { save, left } = await saving(Buffer.alloc(1_000, '\x01'), { framing: 500 })
    expect(await rejection(save())).toMatchObject({ kind: 'network' })
    expect(await left()).toEqual([])
  })

  it('is taken as it is if anything is accepted', async () => {
    const cut = clip.subarray(0, 1_000)
    expect(await (await saving(cut, { framing: 1_000 }, { accept: 'any' })).save()).toMatchObject({
      bytes: 1_000,
    })
  })

  it('is cut if what it is packed in is', async () => {
    const packed = gzipSync(Buffer.alloc(10_000, '\x01'))
    const headers = 'content-encoding: gzip\r\n'
    for (const cut of [1, 20, packed.length - 1]) {
      const { save, left } = await saving(packed, { headers, sends: [cut] })
      expect(await rejection(save())).toMatchObject({ kind: 'network' })
      expect(await left()).toEqual([])
    }
    expect(await (await saving(packed, { headers })).save()).toMatchObject({ bytes: 10_000 })
  })
})

it('a result that came in part is paid for, and can be had later', async () => {
  const sends = [...Array<number>(6).fill(200_000), clip.length]
  const { api, apikley, path, url, left } = await saving(clip, { sends })
  const record = succeeded({ resultJson: JSON.stringify({ resultUrls: [url] }) })
  api.on('createTask', { code: 200, data: { taskId } }).on('recordInfo', record)
  const input = { prompt: 'a lighthouse' }
  const generated = apikley.generate('kling/v2-1-master-text-to-video', input, { saveTo: path })
  expect(await rejection(generated)).toMatchObject({ kind: 'network', moneySpent: 'yes', taskId })
  expect(await left()).toEqual([])
  const { finished } = await apikley.recover({ saveTo: () => path })
  expect(finished).toHaveLength(1)
  expect(clip.equals(await readFile(path))).toBe(true)
})
