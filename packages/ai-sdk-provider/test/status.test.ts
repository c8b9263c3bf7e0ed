import { type Clock, isApikleyError } from '@apikley/client'
import { setTimeout } from 'node:timers/promises'
import type { MockTask } from '@apikley/mock'
import {
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
} from 'ai'
import { describe, expect, it } from 'vitest'
import { apiKey, kling, poll, providerOf, setUp } from './set-up.ts'

const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  )

describe('a look at an operation', () => {
  it('tells a task that is under way, and asks once', async () => {
    const { apikley, requests } = await setUp({ taskMs: 60_000 })
    const model = apikley.video(kling)
    const { operation } = await startVideo({ model, prompt: 'dusk' })
    for (const looks of [1, 2, 3]) {
      expect(await getVideoStatus(model, { operation })).toMatchObject({ status: 'pending', warnings: [] })
      await expect.poll(() => requests('recordInfo')).toBe(looks)
    }
  })

  it('tells how far each task is that is under way', async () => {
    const { apikley, mock } = await setUp({ taskMs: 60_000 })
    const model = apikley.video(kling)
    const headers = { 'idempotency-key': 'a' }
    const { operation } = await startVideo({ model, prompt: 'dusk', n: 2, headers })
    mock.advance(30_000)
    const { providerMetadata = {} } = await getVideoStatus(model, { operation })
    const ids = new Set(mock.tasks().map(({ taskId }) => taskId))
    const { tasks } = providerMetadata['apikley'] as { tasks: { taskId: string }[] }
    expect(new Set(tasks.map(({ taskId }) => taskId))).toEqual(ids)
    const createdAt = expect.stringMatching(/^20.*Z$/)
    const taskId = expect.any(String)
    expect(tasks).toMatchObject([
      { key: 'a/1', taskId, state: 'generating', createdAt },
      { key: 'a/2', taskId, state: 'generating', createdAt },
    ])
  })

  it('also with a signal of its own', async () => {
    const { apikley } = await setUp({ taskMs: 60_000 })
    const model = apikley.video(kling)
    const { operation } = await startVideo({ model, prompt: 'dusk' })
    for (const { signal } of [new AbortController(), new AbortController()]) {
      const status = await getVideoStatus(model, { operation, abortSignal: signal, headers: { a: 'b' } })
      expect(status.status).toBe('pending')
    }
  })

  it('tells the addresses of a result, when it was made, and what it has cost', async () => {
    const { apikley, mock } = await setUp()
    const model = apikley.video(kling)
    const { operation } = await startVideo({ model, prompt: 'dusk', headers: { 'idempotency-key': 'a' } })
    const [{ taskId }] = mock.tasks() as [MockTask]
    expect(await getVideoStatus(model, { operation })).toEqual({
      status: 'completed',
      videos: [{ type: 'url', url: expect.stringContaining(`${taskId}.mp4`), mediaType: 'video/mp4' }],
      warnings: [],
      providerMetadata: {
        apikley: {
          videos: [
            {
              taskId,
              key: 'a',
              model: kling.id,
              urls: [expect.stringContaining(`${taskId}.mp4`)],
              createdAt: expect.stringMatching(/^20.*Z$/),
              completedAt: expect.stringMatching(/^20.*Z$/),
            },
          ],
        },
      },
      response: { timestamp: expect.any(Date), modelId: kling.id, headers: undefined },
    })
  })

  it('tells a failure as an end, with its task and the money', async () => {
    const { apikley, mock } = await setUp()
    mock.fault({ kind: 'moderationFailure' })
    const model = apikley.video(kling)
    const { operation } = await startVideo({ model, prompt: 'dusk' })
    const [{ taskId }] = mock.tasks() as [MockTask]
    expect(await getVideoStatus(model, { operation })).toMatchObject({
      status: 'error',
      error: expect.stringMatching(new RegExp(`CONTENT_POLICY.* Task ${taskId}\\. No money was spent\\.`)),
      providerMetadata: {
        apikley: {
          failed: [
            {
              taskId,
              moneySpent: 'no',
              nextStep: 'Change the input; unchanged it fails again.',
              reason: expect.stringMatching(/content check/),
            },
          ],
        },
      },
    })
  })

  it.for(['gateway', 'http429', 'resetMidAnswer', 'malformedJson', 'maintenance'] as const)(
    'takes %s for no end, and tells it',
    async (kind) => {
      const { apikley, mock } = await setUp()
      const model = apikley.video(kling)
      const { operation } = await startVideo({ model, prompt: 'dusk' })
      mock.fault({ kind, operation: 'getTask', times: 1 })
      const status = await getVideoStatus(model, { operation })
      expect(status).toMatchObject({ status: 'pending', warnings: [{ type: 'other' }] })
    },
  )

  it('with a key that is not accepted throws, once, and the task is still there', async () => {
    const { apikley, mock, requests } = await setUp({ apiKey })
    const { operation } = await startVideo({ model: apikley.video(kling), prompt: 'dusk' })
    const other = providerOf(mock.url, { apiKey: 'another-fake-key' })
    const error = await rejection(getVideoStatus(other.video(kling), { operation }))
    expect(isApikleyError(error, 'authentication')).toBe(true)
    await expect.poll(() => requests('recordInfo')).toBe(1)
    expect((await getVideoStatus(apikley.video(kling), { operation })).status).toBe('completed')
  })

  it('of a task that the API has forgotten throws, when it is old', async () => {
    const { apikley, mock } = await setUp()
    const model = apikley.video(kling)
    const { operation } = await startVideo({ model, prompt: 'dusk' })
    mock.reset()
    const other = providerOf(mock.url).video(kling)
    expect(await getVideoStatus(other, { operation })).toMatchObject({ status: 'pending' })
    const old = { ...Object(operation), startedAt: Date.now() - 91_000 }
    expect(isApikleyError(await rejection(getVideoStatus(other, { operation: old })), 'not-found')).toBe(true)
  })

  it('of a success that has no result for two minutes is an end that was paid', async () => {
    const minutesAgo = (minutes: number): Clock => ({
      now: () => Date.now() - minutes * 60_000,
      sleep: (ms, signal) => setTimeout(ms, undefined, { signal }),
    })
    const statusAfter = async (minutes: number): Promise<object> => {
      const { apikley, mock } = await setUp({ clock: minutesAgo(minutes) })
      mock.fault({ kind: 'successWithoutResult' })
      const model = apikley.video(kling)
      const { operation } = await startVideo({ model, prompt: 'dusk' })
      return getVideoStatus(model, { operation })
    }
    expect(await statusAfter(1)).toMatchObject({ status: 'pending' })
    expect(await statusAfter(3)).toMatchObject({
      status: 'error',
      error: expect.stringMatching(/no result\. Task \w{32}\. Money was spent\. Do not start it again/),
    })
  })
})

describe('an abort', () => {
  it('before anything is sent costs nothing', async () => {
    const { apikley, creates } = await setUp()
    const abortSignal = AbortSignal.abort(new Error('the user left'))
    const error = await rejection(startVideo({ model: apikley.video(kling), prompt: 'dusk', abortSignal }))
    expect(error).toMatchObject({ kind: 'aborted', moneySpent: 'no' })
    expect(creates()).toBe(0)
  })

  it('while the order is on its way keeps the task, and tells how to go on', async () => {
    const { apikley, mock } = await setUp()
    mock.fault({ kind: 'slowHeaders', ms: 500, operation: 'createTask' })
    const controller = new AbortController()
    const headers = { 'idempotency-key': 'a' }
    const call = { model: apikley.video(kling), prompt: 'dusk', headers }
    const started = rejection(startVideo({ ...call, abortSignal: controller.signal }))
    await expect.poll(() => mock.bill()).toHaveLength(1)
    controller.abort()
    const [{ taskId } = {}] = mock.tasks()
    expect(await started).toMatchObject({
      kind: 'aborted',
      taskId,
      moneySpent: 'yes',
      message: expect.stringMatching(/The same call with the key 'a' \(header idempotency-key/),
    })
    expect((await generateVideo({ ...call, poll })).videos).toHaveLength(1)
    mock.assertChargedOnce()
  })

  it('while the SDK waits keeps the task, and tells how to go on', async () => {
    const { apikley, mock } = await setUp({ taskMs: 60_000 })
    const controller = new AbortController()
    const call = { model: apikley.video(kling), prompt: 'dusk', headers: { 'idempotency-key': 'a' } }
    let looks = 0
    const delay = async (): Promise<void> => {
      await setTimeout(10)
      looks += 1
    }
    const waited = rejection(generateVideo({ ...call, poll: { delay }, abortSignal: controller.signal }))
    // The second look is the one that waits for the end.
    await expect.poll(() => looks).toBe(2)
    controller.abort()
    const [{ taskId } = {}] = mock.tasks()
    expect(await waited).toMatchObject({
      kind: 'aborted',
      taskId,
      moneySpent: 'yes',
      message: expect.stringMatching(
        `Task ${taskId} goes on: money was spent, do not start it again. .* the key 'a'`,
      ),
    })
    mock.advance(60_000)
    expect((await generateVideo({ ...call, poll })).videos).toHaveLength(1)
    mock.assertChargedOnce()
  })
})

it("the SDK's time-out names the tasks and how to go on, and the same call goes on", async () => {
  const { apikley, mock } = await setUp({ taskMs: 60_000 })
  const call = { model: apikley.video(kling), prompt: 'dusk', n: 2, headers: { 'idempotency-key': 'a' } }
  const error = await rejection(generateVideo({ ...call, poll: { intervalMs: 10, timeoutMs: 500 } }))
  for (const { taskId } of mock.tasks()) expect(String(error)).toContain(taskId)
  expect(String(error)).toMatch(/Tasks \w{32}, \w{32} go on: money was spent, .* with the key 'a'/)
  mock.advance(60_000)
  expect((await generateVideo({ ...call, poll })).videos).toHaveLength(2)
  expect(mock.bill()).toHaveLength(2)
})
