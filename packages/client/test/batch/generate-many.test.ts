import { type BatchOptions, memoryLedger } from '@apikley/client'
import { readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { key as apiKey, lighthouse, rejection, setUp } from '../set-up.ts'

const { model } = lighthouse
const items = (count: number): { model: typeof model; input: { prompt: string } }[] =>
  Array.from({ length: count }, (_, index) => ({ model, input: { prompt: `clip ${index}` } }))

interface Api {
  readonly url: string
  /** The prompts, as they came. */
  readonly submitted: string[]
  downloads: number
  credits: number
  /** The most that were ever under way. */
  most: number
  /** Prompts whose task fails. */
  readonly failing: Set<string>
}

/** An API on a real socket whose tasks end at the second look, and that takes one credit for each. */
async function startApi(): Promise<Api> {
  const looks = new Map<string, number>()
  const api: Api & { url: string } = {
    url: '',
    submitted: [],
    downloads: 0,
    credits: Infinity,
    most: 0,
    failing: new Set(),
  }
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const url = new URL(request.url ?? '', api.url)
      if (url.pathname === '/clip.mp4') {
        api.downloads++
        response.setHeader('content-type', 'application/octet-stream').end('a clip')
        return
      }
      response.end(JSON.stringify(answer(url, Buffer.concat(parts).toString())))
    })
  })
  const answer = (url: URL, body: string): object => {
    if (url.pathname.endsWith('credit')) return { code: 200, data: Math.min(api.credits, 1e9) }
    if (url.pathname.endsWith('createTask')) {
      if (api.credits < 1) return { code: 402, msg: 'Credits insufficient' }
      api.credits--
      const { prompt } = (JSON.parse(body) as { input: { prompt: string } }).input
      api.submitted.push(prompt)
      looks.set(prompt, 0)
      api.most = Math.max(api.most, [...looks.values()].filter((count) => count < 2).length)
      return { code: 200, data: { taskId: prompt } }
    }
    const taskId = url.searchParams.get('taskId') ?? ''
    const count = (looks.get(taskId) ?? 0) + 1
    looks.set(taskId, count)
    const state = count < 2 ? 'generating' : api.failing.has(taskId) ? 'fail' : 'success'
    const resultJson = JSON.stringify({ resultUrls: [`${api.url}/clip.mp4`] })
    return { code: 200, data: { taskId, model, state, resultJson, failMsg: 'nsfw', creditsConsumed: 0 } }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  api.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return api
}

/** A clock whose sleeps are over at once, except time-outs of requests. */
const clock = (): FakeClock => new FakeClock((ms) => ms !== 60_000)

describe('a batch', () => {
  it('generates each item, and answers in their order', async () => {
    const api = await startApi()
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock(), apiKey })
    const settled = await apikley.generateMany(items(5))
    expect(settled.map((one) => one.status === 'fulfilled' && one.value.taskId)).toEqual([
      'clip 0',
      'clip 1',
      'clip 2',
      'clip 3',
      'clip 4',
    ])
    expect(api.submitted).toHaveLength(5)
  })

  it('settles each item by itself: a failure loses none of the others', async () => {
    const api = await startApi()
    api.failing.add('clip 1')
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock() })
    const settled = await apikley.generateMany([
      ...items(3),
      { model, input: { prompt: 'bad', duration: '7' as '5' } },
    ])
    expect(settled.map((one) => (one.status === 'rejected' ? one.reason.kind : one.status))).toEqual([
      'fulfilled',
      'task-failed',
      'fulfilled',
      'validation',
    ])
  })

  it('has no more under way than it may', async () => {
    const api = await startApi()
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock(), limits: { create: null } })
    await apikley.generateMany(items(20), { concurrency: 3 })
    expect(api.most).toBe(3)
    expect(api.submitted).toHaveLength(20)
  })

  it('goes on where an earlier one ended, by its name', async () => {
    const api = await startApi()
    const ledger = memoryLedger()
    const first = await setUp({ baseUrl: api.url, clock: clock(), ledger })
    const folder = await temporaryFolder()
    await first.apikley.generateMany(items(3), { batch: 'summer' })
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock(), ledger })
    const again = items(5).map((item, index) => ({ ...item, saveTo: join(folder, `${index}.mp4`) }))
    const settled = await apikley.generateMany(again, { batch: 'summer' })
    expect(settled.map(({ key, status }) => [key, status])).toEqual(
      [0, 1, 2, 3, 4].map((index) => [`summer/${index}`, 'fulfilled']),
    )
    expect(api.submitted.toSorted()).toEqual(['clip 0', 'clip 1', 'clip 2', 'clip 3', 'clip 4'])
    expect(await readFile(join(folder, '0.mp4'), 'utf8')).toBe('a clip')
    expect(api.downloads).toBe(5)

    // What was saved is not fetched again, unless somebody took it away.
    await rm(join(folder, '3.mp4'))
    const third = await apikley.generateMany(again, { batch: 'summer' })
    expect(third.map((one) => one.status === 'fulfilled' && one.value.files[0]?.bytes)).toEqual([
      6, 6, 6, 6, 6,
    ])
    expect(await readFile(join(folder, '3.mp4'), 'utf8')).toBe('a clip')
    expect(api.downloads).toBe(6)
  })

  it('tells of each task, and of which item it is', async () => {
    const api = await startApi()
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock() })
    const told: unknown[] = []
    await apikley.generateMany([{ ...items(1)[0]!, key: 'mine' }], {
      onUpdate: ({ state }, item) => told.push([state, item]),
    })
    expect(told).toEqual([
      ['generating', { index: 0, key: 'mine' }],
      ['success', { index: 0, key: 'mine' }],
    ])
  })

  it('tells of each item that is settled, also of the refused and the failed ones', async () => {
    const api = await startApi()
    api.failing.add('clip 1')
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock() })
    const bad = { model, input: { prompt: 'bad', duration: '7' as '5' } }
    const told: [...unknown[]][] = []
    const onSettled: BatchOptions['onSettled'] = ({ key, index, status }, done, total) =>
      void told.push([index, key, status, done, total])
    const settled = await apikley.generateMany([...items(2), bad, null as never], { batch: 'b', onSettled })
    expect(told.map(([, , , done, total]) => [done, total])).toEqual([1, 2, 3, 4].map((done) => [done, 4]))
    expect(
      told
        .map(([index, key, status]) => [index, key, status])
        .toSorted(([one], [other]) => Number(one) - Number(other)),
    ).toEqual(settled.map(({ key, status }, index) => [index, key, status]))
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected'])
  })

  it('waits for who is told, and loses nothing if that throws', async () => {
    const api = await startApi()
    const error = vi.fn<(message: string) => void>()
    const logger = { debug: () => {}, info: () => {}, warn: () => {}, error }
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock(), logger })
    let written = 0
    const settled = await apikley.generateMany(items(2), {
      onSettled: async ({ index }) => {
        await new Promise(setImmediate)
        written++
        if (index === 0) throw new Error('no database')
      },
    })
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    expect(written).toBe(2)
    expect(error.mock.calls.map(([message]) => message)).toEqual(['onSettled threw'])
  })

  it('tells of each pause, and warns of it without a logger', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
    const api = await startApi()
    const told: unknown[] = []
    for (let batch = 0; batch < 2; batch++) {
      api.credits = 0
      const time = new FakeClock((ms) => {
        if (ms === 30_000) api.credits = 10
        return ms !== 60_000
      })
      const { apikley } = await setUp({ baseUrl: api.url, clock: time })
      const settled = await apikley.generateMany(items(3), {
        onPause: (error) => {
          told.push(error)
          throw new Error('nobody is there')
        },
      })
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled'])
    }
    expect(told).toMatchObject([{ kind: 'credits' }, { kind: 'credits' }])
    const pauses = warned.mock.calls.filter(([text]) =>
      /credits have run out: a batch pauses/.test(String(text)),
    )
    expect(pauses).toHaveLength(2)
    warned.mockRestore()
  })

  it('pauses when the credits have run out, and goes on when there are more', async () => {
    const api = await startApi()
    api.credits = 2
    const slept: number[] = []
    const time = new FakeClock((ms) => {
      if (ms === 30_000 && slept.push(ms) === 3) api.credits += 10
      return ms !== 60_000
    })
    const { apikley } = await setUp({ baseUrl: api.url, clock: time })
    const settled = await apikley.generateMany(items(5), { concurrency: 2 })
    expect(settled.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'fulfilled'))
    expect(api.submitted.toSorted()).toEqual(['clip 0', 'clip 1', 'clip 2', 'clip 3', 'clip 4'])
    expect(slept.length).toBeGreaterThanOrEqual(3)
  })

  it('settles what is left when nobody tops up in time', async () => {
    const api = await startApi()
    api.credits = 2
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock() })
    const settled = await apikley.generateMany(items(4), { concurrency: 1, creditsTimeoutMs: 90_000 })
    expect(settled.map((one) => (one.status === 'rejected' ? one.reason.kind : one.status))).toEqual([
      'fulfilled',
      'fulfilled',
      'credits',
      'credits',
    ])
  })

  it('ends at an abort: nothing more is sent, and what runs is named', async () => {
    const api = await startApi()
    const controller = new AbortController()
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock() })
    const settled = await apikley.generateMany(items(3), {
      concurrency: 1,
      signal: controller.signal,
      onUpdate: () => controller.abort(),
    })
    expect(
      settled.map(
        (one) => one.status === 'rejected' && [one.reason.kind, one.reason.moneySpent, one.reason.taskId],
      ),
    ).toEqual([
      ['aborted', 'yes', 'clip 0'],
      ['aborted', 'no', undefined],
      ['aborted', 'no', undefined],
    ])
    expect(api.submitted).toEqual(['clip 0'])
  })

  it('is refused with a concurrency that is none', async () => {
    const { apikley } = await setUp()
    expect(await rejection(apikley.generateMany(items(1), { concurrency: 0 }))).toMatchObject({
      kind: 'configuration',
    })
  })

  it('does not send an item whose result would replace that of another', async () => {
    const api = await startApi()
    const { apikley } = await setUp({ baseUrl: api.url, clock: clock() })
    const saveTo = join(await temporaryFolder(), 'clip.mp4')
    const settled = await apikley.generateMany(items(2).map((item) => ({ ...item, saveTo })))
    expect(settled).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { kind: 'validation', moneySpent: 'no' } },
    ])
    expect(api.submitted).toEqual(['clip 0'])
  })

  it('ends when the client is closed, though it has paused for as long as it takes', async () => {
    const api = await startApi()
    api.credits = 0
    let paused = (): void => {}
    const isPaused = new Promise<void>((resolve) => (paused = resolve))
    const time = new FakeClock((ms) => {
      if (ms === 30_000) paused()
      return false
    })
    const { apikley } = await setUp({ baseUrl: api.url, clock: time })
    const settled = apikley.generateMany(items(1), { creditsTimeoutMs: null })
    await isPaused
    await apikley.close()
    time.advance(30_000)
    expect(await settled).toMatchObject([{ status: 'rejected', reason: { kind: 'credits' } }])
  })

  it('with a time that is none is refused as a whole', async () => {
    const { apikley } = await setUp()
    expect(await rejection(apikley.generateMany(items(1), { timeoutMs: 0 }))).toMatchObject({
      kind: 'configuration',
    })
  })
})
