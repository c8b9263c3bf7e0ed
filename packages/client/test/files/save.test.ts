import { ExpiredResultError, NetworkError, ValidationError } from '@apikley/client'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import type { Reply } from '../server.ts'
import { rejection, setUp } from '../set-up.ts'
import { clipOf } from './file-server.ts'

afterEach(() => vi.unstubAllGlobals())

const clip = clipOf(300_000)
const whole: Reply = { headers: { 'content-type': 'video/mp4' }, body: clip }

describe('a file is saved', () => {
  it('whole, and alone in its folder, which is made', async () => {
    const folder = await temporaryFolder()
    const { server, apikley } = await setUp()
    server.on('clip.mp4', whole)
    const path = join(folder, 'new', 'lighthouse.mp4')

    const saved = await apikley.files.save(`${server.url}/clip.mp4?signature=secret`, path)

    expect(saved).toEqual({ path, bytes: clip.length, contentType: 'video/mp4' })
    expect(clip.equals(await readFile(path))).toBe(true)
    expect(await readdir(join(folder, 'new'))).toEqual(['lighthouse.mp4'])
  })

  it('without the key: it comes from another host', async () => {
    const { server, apikley } = await setUp()
    server.on('clip.mp4', whole)
    await apikley.files.save(`${server.url}/clip.mp4`, join(await temporaryFolder(), 'a.mp4'))
    expect(server.received[0]?.headers).not.toHaveProperty('authorization')
  })

  it('through redirects', async () => {
    const { server, apikley } = await setUp()
    server.on('moved', { status: 302, headers: { location: '/clip.mp4' } }).on('clip.mp4', whole)
    const saved = await apikley.files.save(`${server.url}/moved`, join(await temporaryFolder(), 'a.mp4'))
    expect(saved.bytes).toBe(clip.length)
  })

  it('over one that was there', async () => {
    const path = join(await temporaryFolder(), 'a.mp4')
    await writeFile(path, 'an older and much longer file'.repeat(100_000))
    const { server, apikley } = await setUp()
    server.on('clip.mp4', whole)
    await apikley.files.save(`${server.url}/clip.mp4`, path)
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('with the length that it has when unpacked', async () => {
    const { server, apikley } = await setUp()
    const body = gzipSync(clip)
    const headers = { 'content-encoding': 'gzip', 'content-length': String(body.length) }
    server.on('clip.mp4', { headers, body })
    const saved = await apikley.files.save(`${server.url}/clip.mp4`, join(await temporaryFolder(), 'a.mp4'))
    expect(saved).toEqual({ path: saved.path, bytes: clip.length })
  })
})

describe('a download that fails leaves what was there, and nothing else', () => {
  const failures: [name: string, reply: Reply, want: object][] = [
    ['403', { status: 403, body: 'denied' }, { kind: 'expired', status: 403 }],
    [
      '404',
      { status: 404 },
      { kind: 'expired', status: 404, message: expect.stringContaining('files.link') },
    ],
    ['410', { status: 410 }, { kind: 'expired', status: 410 }],
    ['500', { status: 500 }, { kind: 'server', status: 500 }],
    ['an answer that breaks off', 'cut', { kind: 'network', reason: 'connection' }],
    ['a reset connection', 'reset', { kind: 'network', reason: 'connection' }],
    ['an empty file', { body: '' }, { kind: 'network', message: expect.stringContaining('0 of') }],
  ]
  it.for(failures)('%s', async ([, reply, want]) => {
    const folder = await temporaryFolder()
    const path = join(folder, 'a.mp4')
    await writeFile(path, 'before')
    // The pauses between the tries pass at once.
    const { server, apikley } = await setUp({ clock: new FakeClock((ms) => ms <= 30_000) })
    server.on('clip.mp4', reply).on('download-url', { code: 422, msg: 'url is wrong', data: null })

    const error = await rejection(apikley.files.save(`${server.url}/clip.mp4?signature=secret`, path))

    expect(error).toMatchObject({ ...want, moneySpent: 'no', request: { path: `${server.url}/clip.mp4` } })
    expect(String(error)).not.toContain('secret')
    expect(await readdir(folder)).toEqual(['a.mp4'])
    expect(await readFile(path, 'utf8')).toBe('before')
  })

  it('fewer bytes than announced', async () => {
    const folder = await temporaryFolder()
    const fetch = (): Promise<Response> =>
      Promise.resolve(new Response(Buffer.from('half'), { headers: { 'content-length': '8' } }))
    const { apikley } = await setUp({ fetch })
    const save = apikley.files.save('https://files.example.com/a', join(folder, 'a.mp4'), { retries: 0 })
    const error = await rejection(save)
    expect(error).toBeInstanceOf(NetworkError)
    expect(String(error)).toContain('4 of 8 bytes')
    expect(await readdir(folder)).toEqual([])
  })

  it('standing still for longer than the idle time-out', async () => {
    const folder = await temporaryFolder()
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock })
    server.on('clip.mp4', 'stall')
    const save = apikley.files.save(`${server.url}/clip.mp4`, join(folder, 'a.mp4'), {
      idleTimeoutMs: 9_000,
      retries: 0,
    })
    const outcome = rejection(save)
    await server.arrival('clip.mp4')
    expect(await clock.advanceUntil(outcome)).toMatchObject({ kind: 'network', reason: 'timeout' })
    expect(await readdir(folder)).toEqual([])
  })

  it('an abort', async () => {
    const folder = await temporaryFolder()
    const { server, apikley } = await setUp()
    server.on('clip.mp4', 'stall')
    const controller = new AbortController()
    const { signal } = controller
    const outcome = rejection(apikley.files.save(`${server.url}/clip.mp4`, join(folder, 'a.mp4'), { signal }))
    await server.arrival('clip.mp4')
    controller.abort()
    expect(await outcome).toMatchObject({ kind: 'aborted', cause: signal.reason })
    expect(await readdir(folder)).toEqual([])
  })
})

it('a slow download is not cut as long as bytes come', async () => {
  const clock = new FakeClock()
  const steps = [9_000, 9_000, 9_000]
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      const step = steps.shift()
      if (step === undefined) return stream.close()
      clock.advance(step)
      stream.enqueue(new Uint8Array(10))
    },
  })
  const { apikley } = await setUp({
    clock,
    fetch: () => Promise.resolve(new Response(body, { headers: { 'content-length': '30' } })),
  })
  const path = join(await temporaryFolder(), 'a.mp4')
  const saved = await apikley.files.save('https://files.example.com/a', path, { idleTimeoutMs: 10_000 })
  expect(saved.bytes).toBe(30)
})

describe('a file system that refuses', () => {
  it('says why', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file'), '')
    await mkdir(join(folder, 'folder'))
    const { server, apikley } = await setUp()
    server.on('clip.mp4', whole)
    for (const [path, code] of [
      [join(folder, 'file', 'a.mp4'), /ENOTDIR|EEXIST/],
      [join(folder, 'folder'), /is a folder/],
    ] as const) {
      const error = await rejection(apikley.files.save(`${server.url}/clip.mp4`, path))
      expect(error).toBeInstanceOf(ValidationError)
      expect(String(error)).toMatch(code)
    }
    expect((await readdir(folder)).toSorted()).toEqual(['file', 'folder'])
  })

  it('is told from one that is not there', async () => {
    const { apikley } = await setUp()
    vi.stubGlobal('process', {})
    const save = apikley.files.save('https://files.example.com/a', 'a.mp4')
    expect(await rejection(save)).toMatchObject({
      kind: 'configuration',
      message: expect.stringContaining('Deno'),
    })
  })
})

it.for<[url: unknown, path: unknown]>([
  ['file:///etc/passwd', 'a'],
  ['data:video/mp4;base64,AAAA', 'a'],
  ['/clip.mp4', 'a'],
  [undefined, 'a'],
  ['https://files.example.com/a', ''],
  ['https://files.example.com/a', undefined],
])('%o to %o is refused before anything is asked', async ([url, path]) => {
  const fetch = vi.fn<() => Promise<Response>>()
  const { apikley } = await setUp({ fetch })
  const error = await rejection(apikley.files.save(url as string, path as string))
  expect(error).toMatchObject({ kind: 'validation' })
  expect(fetch).not.toHaveBeenCalled()
})

it('an expired result says so', async () => {
  // The pauses between the tries pass at once.
  const { server, apikley } = await setUp({ clock: new FakeClock((ms) => ms <= 30_000) })
  server.on('clip.mp4', { status: 403 }).on('download-url', { code: 422, msg: 'url is wrong', data: null })
  const path = join(await temporaryFolder(), 'a.mp4')
  const error = await rejection(apikley.files.save(`${server.url}/clip.mp4`, path))
  expect(error).toBeInstanceOf(ExpiredResultError)
})
