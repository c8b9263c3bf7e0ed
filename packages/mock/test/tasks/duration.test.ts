import { describe, expect, test } from 'vitest'
import { mediaFor } from '../../src/files/media.ts'
import { createRandom } from '../../src/random.ts'
import { startMockOf } from '../../src/start.ts'
import { drawnDuration } from '../../src/tasks/duration.ts'
import { kindOf, type MediaKind } from '../../src/tasks/kind.ts'
import { createFakeClock } from '../support/fake-clock.ts'
import { createTask, readRecord, send, textAt, useMock, videoModel } from '../support/mock.ts'
import { threeKinds } from '../support/three-kinds.ts'

describe('the kind of a model is told by the words of its id and its description', () => {
  const models: { model: string; description?: string; kind: MediaKind }[] = [
    { model: videoModel, kind: 'video' },
    { model: 'maker/v3-image-to-video', kind: 'video' },
    { model: 'maker/video-to-audio', kind: 'audio' },
    { model: 'maker/image-edit', kind: 'image' },
    { model: 'maker/text-to-speech', kind: 'audio' },
    {
      model: 'maker/banana-pro',
      description: 'Generate images from text using maker/banana-pro',
      kind: 'image',
    },
    { model: 'maker/tune', description: 'Makes a song', kind: 'audio' },
    { model: 'maker/unknown', kind: 'video' },
  ]
  test.each(models)('$model, "$description" → $kind', ({ model, description, kind }) => {
    expect(kindOf(model, description)).toBe(kind)
  })
})

describe('drawn durations', () => {
  const spreads: { kind: MediaKind; median: number; least: number; most: number }[] = [
    { kind: 'video', median: 120, least: 12, most: 785 },
    { kind: 'image', median: 8, least: 2, most: 60 },
    { kind: 'audio', median: 20, least: 4, most: 120 },
  ]
  test.each(spreads)('of $kind lie around $median s', ({ kind, median, least, most }) => {
    const stream = createRandom(1).stream('durations')
    const drawn = Array.from({ length: 2_001 }, (_, at) => drawnDuration(kind, stream, at) / 1000)
    drawn.sort((one, other) => one - other)
    expect(Math.abs((drawn[1_000] ?? 0) / median - 1)).toBeLessThan(0.1)
    expect(drawn[0]).toBeGreaterThanOrEqual(least)
    expect(drawn.at(-1)).toBeLessThanOrEqual(most)
    expect(drawn.at(-1)).toBeGreaterThan(2 * median)
  })

  test('are the same for the same seed, whatever else is drawn', () => {
    const of = (seed: number, disturb: boolean) => {
      const random = createRandom(seed)
      if (disturb) random.stream('faults').next()
      return Array.from({ length: 5 }, (_, at) => drawnDuration('video', random.stream('durations'), at))
    }
    expect(of(7, true)).toEqual(of(7, false))
    expect(of(8, false)).not.toEqual(of(7, false))
  })
})

test('speed divides what the seed draws', async () => {
  const lengths = async (speed: number, seed: number) => {
    const clock = createFakeClock()
    const mock = await useMock({ clock, speed, seed })
    const ids = [await createTask(mock), await createTask(mock)]
    clock.advance(1_000_000)
    const records = await Promise.all(ids.map((id) => readRecord(mock, id)))
    return records.map((record) => Number(record['completeTime']) - Number(record['createTime']))
  }
  const real = await lengths(1, 5)
  expect(await lengths(10, 5)).toEqual(real.map((ms) => Math.round(ms / 10)))
  expect(await lengths(1, 6)).not.toEqual(real)
  expect(real[0]).not.toBe(real[1])
})

test('some tasks stay waiting until they end, when asked to, and always the same ones', async () => {
  const waiting = async (stayWaiting: number) => {
    const clock = createFakeClock()
    const mock = await useMock({ clock, stayWaiting, seed: 3 })
    for (let at = 0; at < 20; at += 1) await createTask(mock)
    clock.advance(4_999)
    const states = mock.tasks().map((task) => task.state)
    clock.advance(1)
    expect(new Set(mock.tasks().map((task) => task.state))).toEqual(new Set(['success']))
    return states
  }
  const half = await waiting(0.5)
  expect(new Set(half)).toEqual(new Set(['waiting', 'generating']))
  expect(await waiting(0.5)).toEqual(half)
  expect(new Set(await waiting(1))).toEqual(new Set(['waiting']))
  expect(new Set(await waiting(0))).toEqual(new Set(['generating']))
})

test('a new task has no record until it is visible', async () => {
  const clock = createFakeClock()
  const mock = await useMock({ clock, visibleAfterMs: 3_000 })
  const taskId = await createTask(mock)
  const answer = async () => (await send(mock, `GET /api/v1/jobs/recordInfo?taskId=${taskId}`)).envelope
  clock.advance(2_999)
  expect(await answer()).toEqual({ code: 422, msg: 'recordInfo is null', data: null })
  clock.advance(1)
  expect(await answer()).toMatchObject({ code: 200, data: { taskId } })
})

describe('the result is a file of the kind', () => {
  const kinds = [
    { model: 'maker/text-to-video', extension: 'mp4', type: 'video/mp4', at: 4, magic: 'ftyp' },
    { model: 'maker/text-to-image', extension: 'png', type: 'image/png', at: 1, magic: 'PNG' },
    { model: 'maker/text-to-speech', extension: 'mp3', type: 'audio/mpeg', at: 0, magic: 'ID3' },
  ]
  test.each(kinds)('$model → $type', async ({ model, extension, type, at, magic }) => {
    await using mock = await startMockOf(threeKinds, { taskMs: 0 })
    const body = { model, input: { prompt: 'a lighthouse', aspect_ratio: '1:1' } }
    const { envelope } = await send(mock, 'POST /api/v1/jobs/createTask', body)
    const taskId = textAt(envelope.data, 'taskId')
    const record = await readRecord(mock, taskId)
    const [url] = JSON.parse(textAt(record, 'resultJson')).resultUrls
    expect(url).toContain(`/results/${taskId}.${extension}?`)
    const served = await fetch(url)
    expect(served.headers.get('content-type')).toBe(type)
    const bytes = Buffer.from(await served.arrayBuffer())
    expect(bytes.subarray(at, at + magic.length).toString('latin1')).toBe(magic)
  })
})

describe('an image has the asked aspect ratio', () => {
  const ratios = [
    { aspect_ratio: '16:9', size: [640, 360] },
    { aspect_ratio: '9:16', size: [360, 640] },
    { aspect_ratio: '1:1', size: [480, 480] },
  ]
  test.each(ratios)('$aspect_ratio', async ({ aspect_ratio, size }) => {
    const { bytes } = await mediaFor('image', { aspect_ratio })
    const png = Buffer.from(bytes)
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(size)
  })
})
