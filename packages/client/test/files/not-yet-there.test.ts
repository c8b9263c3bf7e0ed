import type { RetryEvent } from '../../src/events/hooks.ts'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { temporaryFolder } from '../folder.ts'
import { lighthouse, rejection, setUp } from '../set-up.ts'
import { succeeded, taskId } from '../tasks/records.ts'
import { clipOf, FileServer, type Turn } from './file-server.ts'

const clip = clipOf(3_000)
const minute = 60_000

const missing = (status: number): Turn => ({
  answer: (_, response) => void response.writeHead(status).end('<Error/>'),
})

/** A task that has ended so long ago, and the host of its result, which answers by its turns; pauses pass at once. */
async function setUpEnded(agoMs: number | null, ...turns: Turn[]) {
  const files = await FileServer.start(clip, ...turns)
  const clock = new FakeClock((ms) => ms < minute)
  // Later than 1970, which would be no date of a task.
  clock.advance(1_800_000_000_000)
  const retries: RetryEvent[] = []
  const { apikley, server } = await setUp({
    clock,
    allowPrivateAddresses: true,
    hooks: { onRetry: (event) => void retries.push(event) },
  })
  const resultJson = JSON.stringify({ resultUrls: [files.url] })
  const completeTime = agoMs === null ? null : clock.now() - agoMs
  server
    .on('createTask', { code: 200, data: { taskId } })
    .on('recordInfo', succeeded({ resultJson, completeTime, createTime: null }))
    .on('download-url', { code: 422, msg: 'url is wrong', data: null })
  const folder = await temporaryFolder()
  const path = join(folder, 'a.mp4')
  const begunAt = clock.now()
  return {
    apikley,
    server,
    files,
    path,
    clock,
    retries,
    folder,
    waited: () => clock.now() - begunAt,
    generate: (options: object = {}) =>
      apikley.generate(lighthouse.model, lighthouse.input, { saveTo: path, ...options }),
  }
}

describe('a result that is not at its address shortly after its task has ended', () => {
  it.for([403, 404])('is looked for again: HTTP %i', async (status) => {
    const turns = [1, 2, 3, 4].map(() => missing(status))
    const { generate, path, files, retries } = await setUpEnded(1_000, ...turns, {})
    await generate()
    expect(clip.equals(await readFile(path))).toBe(true)
    expect(files.asked).toHaveLength(5)
    expect(retries).toMatchObject(
      [1, 2, 3, 4].map((attempt) => ({ attempt, taskId, error: { kind: 'expired', status } })),
    )
  })

  it('is looked for until five minutes after that, in longer and longer pauses', async () => {
    const { generate, waited, retries, folder } = await setUpEnded(0, missing(404))
    expect(await rejection(generate())).toMatchObject({
      kind: 'expired',
      status: 404,
      moneySpent: 'yes',
      taskId,
    })
    expect(waited()).toBe(5 * minute)
    for (const [index, { inMs }] of retries.slice(0, -1).entries()) {
      const most = Math.min(30_000, 1_000 * 2 ** index)
      expect(inMs).toBeGreaterThanOrEqual(most / 2)
      expect(inMs).toBeLessThanOrEqual(most)
    }
    expect(await readdir(folder)).toEqual([])
  })

  it('is also looked for at the fresh address', async () => {
    const fresh = await FileServer.start(clip, missing(404), missing(404), {})
    const { generate, server, files, path } = await setUpEnded(0, missing(404))
    server.on('download-url', { code: 200, data: fresh.url })
    await generate()
    expect([files.asked.length, fresh.asked.length]).toEqual([3, 3])
    expect(clip.equals(await readFile(path))).toBe(true)
  })

  it('is looked for although the clock of the API is ahead', async () => {
    const { generate, files } = await setUpEnded(-2 * minute, missing(404), missing(404), {})
    await generate()
    expect(files.asked).toHaveLength(3)
  })

  it('is waited for no longer than the caller waits, and is not said to be gone then', async () => {
    const { generate, waited } = await setUpEnded(1_000, missing(404))
    expect(await rejection(generate({ timeoutMs: 90_000 }))).toMatchObject({
      kind: 'expired',
      status: 404,
      moneySpent: 'yes',
      message: expect.stringContaining('not at its address yet'),
      nextStep: expect.stringMatching(/^In some minutes, save it again: generate with the same key/),
    })
    expect(waited()).toBe(90_000)
  })

  it('is waited for until the caller aborts', async () => {
    const { apikley, files } = await setUpEnded(1_000, missing(404))
    const controller = new AbortController()
    const saved = apikley.files.save(
      files.url,
      { write() {}, commit() {}, abort() {} },
      { signal: controller.signal },
    )
    await files.requests(1)
    controller.abort()
    expect(await rejection(saved)).toMatchObject({ kind: 'aborted' })
  })

  it('is had by recover() later', async () => {
    let status = 404
    const { apikley, generate, path } = await setUpEnded(1_000, {
      answer: (_, response) => void response.writeHead(status).end(status === 200 ? clip : '<Error/>'),
    })
    expect(await rejection(generate({ timeoutMs: 90_000 }))).toMatchObject({ kind: 'expired' })
    status = 200
    await apikley.recover({ saveTo: () => path })
    expect(clip.equals(await readFile(path))).toBe(true)
  })
})

describe('a result whose task has ended long ago', () => {
  /** Waits for it again with the same key, so long after it was sent. */
  const later = async (ms: number, ended: Awaited<ReturnType<typeof setUpEnded>>) => {
    await ended.apikley.tasks.create(lighthouse, { key: 'order-17' })
    ended.clock.advance(ms)
    return rejection(ended.generate({ key: 'order-17' }))
  }

  it('is not looked for again', async () => {
    const ended = await setUpEnded(minute, missing(404))
    expect(await later(6 * minute, ended)).toMatchObject({
      kind: 'expired',
      message: expect.stringContaining('probably expired'),
    })
    expect(ended.files.asked).toHaveLength(1)
    expect(ended.retries).toEqual([])
  })

  it('is not looked for again if it was sent a day ago, and the record tells no end', async () => {
    const ended = await setUpEnded(null, missing(404))
    expect(await later(25 * 60 * minute, ended)).toMatchObject({ kind: 'expired' })
    expect(ended.files.asked).toHaveLength(1)
  })

  it('is looked for if the record tells no end, and it was sent in the last minutes', async () => {
    const { generate, waited } = await setUpEnded(null, missing(404))
    await rejection(generate())
    expect(waited()).toBe(5 * minute)
  })

  it('is looked for if it cannot have ended long ago, since it was sent in the last minutes', async () => {
    const { generate, files } = await setUpEnded(60 * minute, missing(404), missing(404), {})
    await generate()
    expect(files.asked).toHaveLength(3)
  })
})

describe('an address of which nothing is known', () => {
  it('is looked at again for ten seconds', async () => {
    const { apikley, files, path, waited } = await setUpEnded(null, missing(404))
    expect(await rejection(apikley.files.save(files.url, path))).toMatchObject({
      kind: 'expired',
      status: 404,
    })
    expect(waited()).toBe(10_000)
    expect(files.asked.length).toBeGreaterThan(3)
  })

  it('is looked at once if no retries are wanted', async () => {
    const { apikley, files, path } = await setUpEnded(null, missing(404))
    expect(await rejection(apikley.files.save(files.url, path, { retries: 0 }))).toMatchObject({
      kind: 'expired',
    })
    expect(files.asked).toHaveLength(1)
  })
})

describe('the result of a mock', () => {
  /** A client of an API that tells when its tasks change, as a mock does, and a clock that stands still. */
  async function setUpMock(...turns: Turn[]) {
    const files = await FileServer.start(clip, ...turns)
    const retries: RetryEvent[] = []
    const hooks = { onRetry: (event: RetryEvent) => void retries.push(event) }
    const { apikley, server } = await setUp({ clock: new FakeClock(), allowPrivateAddresses: true, hooks })
    const resultJson = JSON.stringify({ resultUrls: [files.url] })
    server
      .on('createTask', {
        headers: { 'x-apikley-mock': `task=${taskId}; changes-in=0` },
        body: JSON.stringify({ code: 200, data: { taskId } }),
      })
      .on('recordInfo', succeeded({ resultJson, completeTime: null, createTime: null }))
      .on('download-url', { code: 422, msg: 'url is wrong', data: null })
    const path = join(await temporaryFolder(), 'a.mp4')
    return {
      path,
      retries,
      generate: () => apikley.generate(lighthouse.model, lighthouse.input, { saveTo: path }),
    }
  }

  it('is looked for as often as any, without waiting', async () => {
    const { generate, retries } = await setUpMock(missing(403))
    expect(await rejection(generate())).toMatchObject({
      kind: 'expired',
      moneySpent: 'yes',
      message: expect.stringContaining('probably expired'),
    })
    expect(retries.length).toBeGreaterThan(10)
    expect(retries.every(({ inMs }) => inMs === 0)).toBe(true)
  })

  it('is had when it is there', async () => {
    const { generate, path } = await setUpMock(missing(404), missing(404), missing(404), {})
    await generate()
    expect(clip.equals(await readFile(path))).toBe(true)
  })
})
