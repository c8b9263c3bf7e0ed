import type { RetryEvent } from '../../src/events/hooks.ts'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { rejection, setUp } from '../set-up.ts'
import { clipOf, FileServer, type Turn } from './file-server.ts'

const clip = clipOf(300_000)
const other = clipOf(280_000, 2)
const half = 150_000

/** Pauses between tries pass at once; only a connection that stands still has to be waited for. */
const patient = (): FakeClock => new FakeClock((ms) => ms <= 30_000)

async function saving(
  ...turns: Turn[]
): Promise<{ server: FileServer; path: string; folder: string; save: Save }> {
  const server = await FileServer.start(clip, ...turns)
  const { apikley } = await setUp({ clock: patient(), allowPrivateAddresses: true })
  const folder = await temporaryFolder()
  const path = join(folder, 'clip.mp4')
  return { server, folder, path, save: (more) => apikley.files.save(server.url, path, more) }
}

type Save = (more?: { retries?: number; idleTimeoutMs?: number }) => Promise<{ bytes: number }>

describe('a download that breaks off', () => {
  it('is taken up where it was, if the server still has the same file', async () => {
    const { server, path, save } = await saving({ cutsAfter: half }, { cutsAfter: 50_000 }, {})
    expect(await save()).toEqual({ path, bytes: clip.length, contentType: 'video/mp4' })
    expect(clip.equals(await readFile(path))).toBe(true)
    expect(server.asked.map(({ range, ifRange }) => [range, ifRange])).toEqual([
      [undefined, undefined],
      [`bytes=${half}-`, '"one"'],
      [`bytes=${half + 50_000}-`, '"one"'],
    ])
  })

  it('is taken up by its date where there is no ETag, and the date is well past', async () => {
    const lastModified = 'Sun, 22 Nov 2026 08:00:00 GMT'
    const headers = { date: 'Sun, 22 Nov 2026 08:01:00 GMT' }
    const { server, path, save } = await saving(
      { etag: null, lastModified, headers, cutsAfter: half },
      { headers },
    )
    await save()
    expect(server.asked[1]).toMatchObject({ range: `bytes=${half}-`, ifRange: lastModified })
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  const weak: [name: string, turn: Turn][] = [
    ['no validator', { etag: null }],
    ['no validator, and no length', { etag: null, chunked: true }],
    ['a weak ETag', { etag: 'W/"weak"' }],
    ['an empty ETag', { etag: '""' }],
    ['an ETag without quotes', { etag: 'one' }],
    ['several ETags', { etag: '"one", "two"' }],
    [
      'a weak ETag beside a date that is well past',
      { etag: 'W/"weak"', lastModified: 'Sun, 22 Nov 2020 08:00:00 GMT' },
    ],
    [
      'a date of the last minute',
      {
        etag: null,
        lastModified: 'Sun, 22 Nov 2026 08:00:00 GMT',
        headers: { date: 'Sun, 22 Nov 2026 08:00:59 GMT' },
      },
    ],
    [
      'a date, and none of the answer',
      { etag: null, lastModified: 'Sun, 22 Nov 2026 08:00:00 GMT', headers: { date: '' } },
    ],
    ['a date that is none', { etag: null, lastModified: 'yesterday' }],
  ]
  it.for(weak)(
    'begins anew where nothing tells for certain whether it is the same file: %s',
    async ([, turn]) => {
      const { server, path, save } = await saving({ ...turn, cutsAfter: half }, { ...turn, file: other })
      await save()
      expect(server.ranges).toEqual([undefined, undefined])
      expect(other.equals(await readFile(path))).toBe(true)
    },
  )

  it.for<[name: string, headers: Record<string, string>]>([
    ['no ETag', { etag: '' }],
    ['a weak one', { etag: 'W/"one"' }],
    ['a date in its place', { etag: '', 'last-modified': 'Sun, 22 Nov 2020 08:00:00 GMT' }],
  ])(
    'begins anew if the answer that goes on has %s, though it was asked on a condition',
    async ([, headers]) => {
      const changed: Turn = { file: clipOf(clip.length, 5), ignoresIfRange: true, headers }
      const { server, path, save } = await saving({ cutsAfter: half }, changed, { file: other })
      await save()
      expect(server.ranges).toEqual([undefined, `bytes=${half}-`, undefined])
      expect(other.equals(await readFile(path))).toBe(true)
    },
  )

  it('begins anew where the server sends the whole file', async () => {
    const { server, path, save } = await saving({ cutsAfter: half }, { ignoresRange: true })
    await save()
    expect(server.asked).toHaveLength(2)
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  const changes: [name: string, turns: Turn[]][] = [
    ['', [{ cutsAfter: half }, { file: other, etag: '"two"' }]],
    [
      ', and the server does not care for the condition',
      [{ cutsAfter: half }, { file: other, etag: '"two"', ignoresIfRange: true }, {}],
    ],
    [', and only its size tells', [{ cutsAfter: half, etag: null }, { file: other }, {}]],
    [
      ', twice',
      [
        { cutsAfter: half },
        { file: clipOf(290_000, 3), etag: '"two"', cutsAfter: 200_000 },
        { file: other, etag: '"three"' },
      ],
    ],
    [' to one that is smaller than what came', [{ cutsAfter: 290_000, etag: null }, { file: other }, {}]],
  ]
  it.for(changes)('is never mixed with another file: it changed meanwhile%s', async ([, turns]) => {
    const { path, save } = await saving(...turns)
    expect(await save()).toMatchObject({ bytes: other.length })
    expect(other.equals(await readFile(path))).toBe(true)
  })

  it('is never mixed with another file of the same size, and the server does not care for the condition', async () => {
    const twin = clipOf(clip.length, 5)
    const changed: Turn = { file: twin, etag: '"two"', ignoresIfRange: true }
    const { server, path, save } = await saving({ cutsAfter: half }, changed, {})
    await save()
    expect(server.ranges).toEqual([undefined, `bytes=${half}-`, undefined])
    expect(twin.equals(await readFile(path))).toBe(true)
  })

  it('is taken up after it stood still', async () => {
    const clock = patient()
    const server = await FileServer.start(clip, { stallsAfter: half }, {})
    const { apikley } = await setUp({ clock, allowPrivateAddresses: true })
    const chunks: Uint8Array[] = []
    let isHalf = (): void => {}
    const whenHalf = new Promise<void>((resolve) => (isHalf = resolve))
    const saved = apikley.files.save(
      server.url,
      {
        write(bytes, at) {
          chunks.push(bytes)
          if (at + bytes.length >= half) isHalf()
        },
        commit() {},
        abort() {},
      },
      { idleTimeoutMs: 60_000 },
    )
    await whenHalf
    while (clock.pending === 0) await new Promise(setImmediate)
    clock.advance(60_000)
    await saved
    expect(server.ranges).toEqual([undefined, `bytes=${half}-`])
    expect(clip.equals(Buffer.concat(chunks))).toBe(true)
  })

  it('is complete if all came and only its end was missing', async () => {
    const { server, path, save } = await saving({ chunked: true, cutsAfter: clip.length }, {})
    await save()
    expect(server.ranges).toEqual([undefined, `bytes=${clip.length}-`])
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('comes in as many parts as the server likes', async () => {
    const { server, path, save } = await saving({ cutsAfter: half }, { longestRange: 40_000 })
    await save()
    expect(server.ranges.slice(1)).toEqual(
      [150_000, 190_000, 230_000, 270_000].map((from) => `bytes=${from}-`),
    )
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('comes in parts of a size that is never told', async () => {
    const unknown = (from: number, until: number): Turn => ({
      answer: (_, response) =>
        void response
          .writeHead(206, { 'content-range': `bytes ${from}-${until - 1}/*`, etag: '"one"' })
          .end(clip.subarray(from, until)),
    })
    const turns = [unknown(half, 200_000), unknown(200_000, 300_000), {}]
    const { server, path, save } = await saving({ chunked: true, cutsAfter: half }, ...turns)
    await save()
    expect(server.asked).toHaveLength(4)
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('begins anew where it was packed on the way', async () => {
    const packed = gzipSync(clip)
    const headers = { 'content-encoding': 'gzip', 'content-type': 'video/mp4', etag: '"one"' }
    const length = { 'content-length': packed.length }
    const cut: Turn = {
      answer(_, response) {
        response.writeHead(200, { ...headers, ...length })
        response.write(packed.subarray(0, packed.length / 2), () => response.socket?.destroySoon())
      },
    }
    const whole: Turn = {
      answer: (_, response) => void response.writeHead(200, { ...headers, ...length }).end(packed),
    }
    const { server, path, save } = await saving(cut, whole)
    expect(await save()).toMatchObject({ bytes: clip.length })
    expect(server.ranges).toEqual([undefined, undefined])
    expect(clip.equals(await readFile(path))).toBe(true)
  })
})

describe('the tries', () => {
  it('end after five in a row that brought nothing', async () => {
    const { server, folder, save } = await saving({ cutsAfter: half }, { cutsAfter: 0 })
    expect(await rejection(save())).toMatchObject({ kind: 'network', reason: 'connection' })
    expect(server.asked).toHaveLength(1 + 5)
    expect(await readdir(folder)).toEqual([])
  })

  it('go on as long as each brings something', async () => {
    const { server, path, save } = await saving({ cutsAfter: 30_000 })
    await save({ retries: 1 })
    expect(server.asked).toHaveLength(10)
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('do not go on for ever where each begins anew', async () => {
    const { server, save } = await saving({ cutsAfter: half, ignoresRange: true })
    expect(await rejection(save({ retries: 2 }))).toMatchObject({ kind: 'network' })
    expect(server.asked).toHaveLength(1 + 2)
  })

  it('are none where none are wanted', async () => {
    const { server, save } = await saving({ cutsAfter: half })
    expect(await rejection(save({ retries: 0 }))).toMatchObject({ kind: 'network' })
    expect(server.asked).toHaveLength(1)
  })

  it.for([202, 204, 408, 429, 500, 503])('follow HTTP %i', async (status) => {
    const refuse: Turn = { answer: (_, response) => void response.writeHead(status).end('no') }
    const { server, path, save } = await saving(refuse, refuse, {})
    await save()
    expect(server.asked).toHaveLength(3)
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it.for([
    ['7', 7_000],
    ['3600', 30_000],
  ] as const)('come when the host asks for it, or half a minute later: %s', async ([seconds, want]) => {
    const clock = patient()
    const busy: Turn = {
      answer: (_, response) => void response.writeHead(503, { 'retry-after': seconds }).end('busy'),
    }
    const server = await FileServer.start(clip, busy, {})
    const { apikley } = await setUp({ clock, allowPrivateAddresses: true })
    await apikley.files.save(server.url, join(await temporaryFolder(), 'a.mp4'))
    expect(clock.slept).toEqual([want])
  })

  it.for([400, 401, 405, 451])('do not follow HTTP %i', async (status) => {
    const refuse: Turn = { answer: (_, response) => void response.writeHead(status).end('no') }
    const { server, save } = await saving(refuse, {})
    expect(await rejection(save())).toMatchObject({ kind: 'server', status })
    expect(server.asked).toHaveLength(1)
  })

  it('keep longer and longer pauses, at random, and are told of', async () => {
    const clock = patient()
    const server = await FileServer.start(clip, { cutsAfter: 0 })
    const told: RetryEvent[] = []
    const { apikley } = await setUp({
      clock,
      allowPrivateAddresses: true,
      hooks: { onRetry: (event) => told.push(event) },
    })
    await rejection(apikley.files.save(server.url, join(await temporaryFolder(), 'a.mp4')))
    expect(told.map(({ attempt, inMs }) => [attempt, inMs])).toEqual(
      clock.slept.map((ms, index) => [index + 1, ms]),
    )
    expect(told).toHaveLength(5)
    for (const [index, { inMs, request, error }] of told.entries()) {
      expect(inMs).toBeLessThanOrEqual(500 * 2 ** index)
      expect(request).toEqual({ method: 'GET', path: `${server.origin}/clip.mp4` })
      expect(error).toMatchObject({ kind: 'network' })
    }
    expect(JSON.stringify(told)).not.toContain('secret')
  })

  it('end with an abort', async () => {
    const clock = new FakeClock()
    const server = await FileServer.start(clip, { cutsAfter: half })
    const { apikley } = await setUp({ clock, allowPrivateAddresses: true })
    const folder = await temporaryFolder()
    const controller = new AbortController()
    const { signal } = controller
    const outcome = rejection(
      apikley.files.save(server.url, join(folder, 'a.mp4'), { signal, idleTimeoutMs: null }),
    )
    while (clock.pending === 0) await new Promise(setImmediate)
    controller.abort()
    expect(await outcome).toMatchObject({ kind: 'aborted', cause: signal.reason })
    expect(server.asked).toHaveLength(1)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a server that lies about the length once is not believed', () => {
  const lies: [name: string, turns: Turn[]][] = [
    [
      'too long, and no more comes',
      [{ headers: { 'content-length': '400000' }, cutsAfter: clip.length }, {}],
    ],
    [
      'a range that is not the one asked for',
      [{ cutsAfter: half }, { headers: { 'content-range': `bytes ${half - 10}-299999/300000` } }],
    ],
    ['a range without bounds', [{ cutsAfter: half }, { headers: { 'content-range': 'bytes */300000' } }]],
    [
      'a range of another size',
      [{ cutsAfter: half }, { headers: { 'content-range': `bytes ${half}-299999/900000` } }],
    ],
    [
      'no size after the end',
      [{ chunked: true, cutsAfter: clip.length }, { headers: { 'content-range': '' } }],
    ],
  ]
  it.for(lies)('%s', async ([, turns]) => {
    const { path, save } = await saving(...turns, {})
    await save({ retries: 3 })
    expect(clip.equals(await readFile(path))).toBe(true)
  })
})
