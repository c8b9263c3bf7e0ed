import type { CallbackHandler } from '@apikley/client'
import { nodeHandler } from '@apikley/client/node'
import express from 'express'
import { Hono } from 'hono'
import type { RequestListener } from 'node:http'
import { describe, expect, it } from 'vitest'
import { startCallbackSite, taskMs } from '../../src/contract/callback-site.ts'

const lighthouse = {
  model: 'kling/v2-1-master-text-to-video',
  input: { prompt: 'a lighthouse at dusk' },
} as const

describe('the callback of a task', () => {
  const frameworks: [name: string, serving: (handler: CallbackHandler) => RequestListener][] = [
    ['node:http', (handler) => nodeHandler(handler)],
    ['Express', (handler) => express().post('/hook', nodeHandler(handler))],
    [
      'Express that has read the body',
      (handler) => express().use(express.json()).post('/hook', nodeHandler(handler)),
    ],
    [
      'Express in a router',
      (handler) => express().use('/hook', express.Router().post('/', nodeHandler(handler))),
    ],
    [
      'Hono',
      (handler) => {
        const app = new Hono().post('/hook', (context) => handler(context.req.raw))
        return nodeHandler(async (request) => app.fetch(request))
      },
    ],
  ]
  it.for(frameworks)('ends its wait, with one look at its record, through %s', async ([, serving]) => {
    await using site = await startCallbackSite(serving)
    const { mock, apikley, ledger, told } = site
    const { taskId, key } = await apikley.tasks.create(lighthouse)
    const wait = apikley.tasks.wait(taskId)
    mock.advance(taskMs)
    expect(await wait).toMatchObject({ taskId, urls: [expect.stringMatching(/\.mp4/)] })
    expect(await site.delivery()).toMatchObject({ taskId, status: 200, attempt: 1 })
    expect(told).toEqual([{ taskId, state: 'success', key }])
    expect(await ledger.get(key)).toMatchObject({ state: 'succeeded' })
    expect(site.requests('recordInfo')).toBe(1)
  })

  it('tells of a failure, too', async () => {
    await using site = await startCallbackSite()
    const { mock, apikley, told } = site
    mock.fault({ kind: 'moderationFailure' })
    const { taskId, key } = await apikley.tasks.create(lighthouse)
    mock.advance(taskMs)
    expect(await site.delivery()).toMatchObject({ status: 200 })
    expect(told).toEqual([{ taskId, state: 'fail', key }])
  })

  it('that never comes is made up for by looking', async () => {
    await using site = await startCallbackSite()
    const { mock, apikley, told } = site
    mock.fault({ kind: 'callbackLost' })
    const { taskId } = await apikley.tasks.create(lighthouse)
    mock.advance(taskMs)
    expect(await apikley.tasks.wait(taskId, { intervalMs: 10 })).toMatchObject({ taskId })
    expect(told).toEqual([])
  })
})

describe('the answer of a create is lost', () => {
  it.for(['lostResponse', 'resetMidAnswer', 'malformedJson', 'truncatedBody'] as const)(
    'by %s: the callback brings the id home, and the same key answers it without sending anything',
    async (kind) => {
      await using site = await startCallbackSite()
      const { mock, apikley, ledger, told } = site
      mock.fault({ kind, times: 1, operation: 'createTask' })
      const lost = apikley.tasks.create(lighthouse, { key: 'order 1+1=2&more' })
      await expect(lost).rejects.toMatchObject({ kind: 'unknown-submit', key: 'order 1+1=2&more' })

      mock.advance(taskMs)
      expect(await site.delivery()).toMatchObject({ status: 200 })
      const [{ taskId } = { taskId: '' }] = mock.tasks()
      expect(told).toEqual([{ taskId, state: 'success', key: 'order 1+1=2&more' }])
      expect(await ledger.get('order 1+1=2&more')).toMatchObject({ state: 'succeeded', taskId })
      expect(await apikley.tasks.create(lighthouse, { key: 'order 1+1=2&more' })).toMatchObject({ taskId })
      expect(site.requests('createTask')).toBe(1)
      mock.assertChargedOnce()
    },
  )

  it('for now only: the callback overtakes it, and the create answers all the same', async () => {
    await using site = await startCallbackSite()
    const { mock, apikley, ledger, told } = site
    mock.fault({ kind: 'callbackEarly' })
    const { taskId, key } = await apikley.tasks.create(lighthouse)
    expect(told).toEqual([{ taskId, state: 'success', key }])
    expect(await ledger.get(key)).toMatchObject({ taskId, state: 'succeeded' })
    expect(await apikley.tasks.wait(taskId)).toMatchObject({ taskId })
    mock.assertChargedOnce()
  })
})

describe('a callback that goes wrong', () => {
  it('in that it comes three times is told of once, and looked up once', async () => {
    await using site = await startCallbackSite()
    const { mock, apikley, told } = site
    mock.fault({ kind: 'callbackDuplicated', copies: 3 })
    await apikley.tasks.create(lighthouse)
    mock.advance(taskMs)
    for (const copy of [1, 2, 3]) expect([copy, await site.delivery()]).toMatchObject([copy, { status: 200 }])
    expect(told).toHaveLength(1)
    expect(site.requests('recordInfo')).toBe(1)
  })

  it('in that it comes late is told of when it comes', async () => {
    await using site = await startCallbackSite()
    const { mock, apikley, told } = site
    mock.fault({ kind: 'callbackLate', ms: 120_000 })
    await apikley.tasks.create(lighthouse)
    mock.advance(taskMs + 120_000)
    expect(await site.delivery()).toMatchObject({ status: 200 })
    expect(told).toHaveLength(1)
  })

  it('in that it names the task in the old way is told of', async () => {
    await using site = await startCallbackSite()
    const { mock, apikley, told } = site
    mock.fault({ kind: 'callbackOldName' })
    const { taskId } = await apikley.tasks.create(lighthouse)
    mock.advance(taskMs)
    expect(await site.delivery()).toMatchObject({ status: 200 })
    expect(told).toMatchObject([{ taskId }])
  })

  it.for(['callbackBadSignature', 'callbackOldSignature'] as const)(
    'in that it is forged is refused, and nobody looks: %s',
    async (kind) => {
      await using site = await startCallbackSite()
      const { mock, apikley, told } = site
      mock.fault({ kind })
      await apikley.tasks.create(lighthouse)
      mock.advance(taskMs)
      expect(await site.delivery()).toMatchObject({ status: 401 })
      expect(told).toEqual([])
      expect(site.requests('recordInfo')).toBe(0)
    },
  )

  it('in that the record is not there yet is taken when it comes again', async () => {
    await using site = await startCallbackSite()
    const { mock, apikley, told } = site
    mock.fault({ kind: 'notYetVisible', ms: taskMs + 3_000 })
    await apikley.tasks.create(lighthouse)
    mock.advance(taskMs)
    expect(await site.delivery()).toMatchObject({ status: 404 })
    expect(told).toEqual([])
    mock.advance(5_000)
    expect(await site.delivery()).toMatchObject({ status: 200, attempt: 2 })
    expect(told).toHaveLength(1)
  })
})
