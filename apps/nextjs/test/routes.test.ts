import { describe, expect, it, vi } from 'vitest'
import { choices } from '../src/model.ts'
import { finishClips } from '../src/server/clips.ts'
import { disconnect, order, serveRoutes } from './serve-routes.ts'

const key = '0123456789abcdef0123456789abcdef'

describe('an order', () => {
  it('is one task, however often it comes, and is told from its start to its clip', async () => {
    const { mock, creates, start, look, clip } = await serveRoutes()
    const [one, other] = await Promise.all([start(key, order), start(key, order)])
    expect([one.status, other.status]).toEqual([201, 201])
    expect(one.body).toMatchObject({
      state: 'running',
      ageMs: expect.any(Number),
      restMs: expect.any(Number),
    })
    expect(mock.tasks()).toMatchObject([
      { input: { prompt: order.prompt, duration: '5', aspect_ratio: '16:9' }, price: 160 },
    ])
    expect((await look(key)).body).toMatchObject({ state: 'running', stage: 'waiting' })

    mock.advance(300_000)
    expect((await look(key)).body).toMatchObject({ state: 'running', stage: 'generating' })
    expect((await clip(key)).status).toBe(404)

    mock.advance(300_000)
    expect((await look(key)).body).toEqual({ state: 'done', src: `/api/videos/${key}/clip`, credits: 160 })
    expect((await start(key, order)).status).toBe(201)
    expect(creates()).toBe(1)
  })

  it('is found again after a restart, and its clip outlives the address of the result', async () => {
    const { mock, creates, start, look, clip } = await serveRoutes()
    mock.fault({ kind: 'callbackLost' })
    await start(key, order)
    await disconnect()
    expect((await start(key, order)).body).toMatchObject({ state: 'running' })
    await disconnect()
    mock.advance(600_000)
    await finishClips()
    await disconnect()
    mock.advance(7 * 86_400_000)
    expect((await clip(key)).status).toBe(200)
    expect((await look(key)).body).toMatchObject({ state: 'done' })
    expect(creates()).toBe(1)
  })

  it.each([
    { what: 'a duration', body: { ...order, duration: 7 }, says: /duration/ },
    { what: 'a shape', body: { ...order, aspectRatio: '4:3' }, says: /aspectRatio/ },
    { what: 'no prompt', body: { ...order, prompt: '  ' }, says: /prompt/ },
    {
      what: 'too long a prompt',
      body: { ...order, prompt: 'a'.repeat(choices.maxPrompt + 1) },
      says: /prompt/,
    },
    {
      what: 'an image for a prompt',
      body: { ...order, prompt: { image: 'http://127.0.0.1/' } },
      says: /prompt/,
    },
    { what: 'nothing', body: null, says: /prompt/ },
  ])('of $what is refused before anything is sent, and says why', async ({ body, says }) => {
    const { creates, start, look } = await serveRoutes()
    const refused = await start(key, body)
    expect(refused).toMatchObject({ status: 400, body: { moneySpent: 'no', sendAgain: false } })
    expect(refused.body.message).toMatch(says)
    expect((await look(key)).status).toBe(404)
    expect(creates()).toBe(0)
  })

  it.each(['', 'order-17', '../../ledger', `${key}0`])('with the key %j is refused', async (bad) => {
    const { creates, start, look, clip } = await serveRoutes()
    expect((await start(bad, order)).status).toBe(400)
    expect((await look(bad)).status).toBe(404)
    expect((await clip(bad)).status).toBe(404)
    expect(creates()).toBe(0)
  })

  it('that the account cannot pay is told so, and can be sent again with its key', async () => {
    const { mock, creates, start } = await serveRoutes()
    mock.fault({ kind: 'creditsRunOut', times: 1 })
    const refused = await start(key, order)
    expect(refused).toMatchObject({ status: 402, body: { moneySpent: 'no', sendAgain: false } })
    expect(refused.body.message).toBe(
      'Credits insufficient. No money was spent. Top up, then create the task again.',
    )
    mock.topUp(160)
    expect((await start(key, order)).status).toBe(201)
    expect(creates()).toBe(2)
    expect(mock.bill()).toHaveLength(1)
  })

  it('above what may be spent in a day is not sent', async () => {
    const { creates, start } = await serveRoutes()
    vi.stubEnv('MAX_CREDITS_A_DAY', '159')
    await disconnect()
    expect(await start(key, order)).toMatchObject({ status: 402, body: { moneySpent: 'no' } })
    expect(creates()).toBe(0)
  })

  it('whose answer is lost is not sent again: a callback tells what became of it', async () => {
    const { mock, creates, start, look } = await serveRoutes()
    mock.fault({ kind: 'lostResponse', times: 1 })
    const lost = await start(key, order)
    expect(lost).toMatchObject({ status: 502, body: { moneySpent: 'unknown', sendAgain: true } })
    expect(await start(key, order)).toMatchObject({ status: 502 })
    mock.advance(600_000)
    await vi.waitFor(async () => expect((await look(key)).body).toMatchObject({ state: 'done' }), 120_000)
    expect(creates()).toBe(1)
  })

  it('that the service fails tells the reason and the money', async () => {
    const { mock, start, look } = await serveRoutes()
    await start(key, { ...order, prompt: 'a storm [fail:moderation]' })
    mock.advance(600_000)
    const { body } = await look(key)
    expect(body.state).toBe('failed')
    expect(body).toMatchObject({
      reason: expect.stringMatching(/CONTENT_POLICY_BLOCKED.+No money was spent/),
    })
  })
})

describe('a callback', () => {
  it('saves the clip, whether or not anybody looks', async () => {
    const { mock, start, clip } = await serveRoutes()
    await start(key, order)
    mock.advance(600_000)
    await vi.waitFor(async () => expect((await clip(key)).status).toBe(200), 120_000)
  })

  it('that is forged ends nothing', async () => {
    const { mock, publicUrl, start, look, clip } = await serveRoutes()
    await start(key, order)
    const [task] = mock.tasks()
    const data = {
      taskId: task?.taskId,
      state: 'success',
      resultJson: JSON.stringify({ resultUrls: [`${publicUrl}/forged.mp4`] }),
    }
    const forged = await fetch(`${publicUrl}/api/apikley/callback?apikley_key=${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 200, msg: 'ok', data }),
    })
    expect(forged.ok).toBe(false)
    expect((await look(key)).body).toMatchObject({ state: 'running' })
    expect((await clip(key)).status).toBe(404)
  })
})

describe('the file of a clip', () => {
  it.each([
    { range: undefined, status: 200, contentRange: null, bytes: (size: number) => size },
    {
      range: 'bytes=0-',
      status: 206,
      contentRange: (size: number) => `bytes 0-${size - 1}/${size}`,
      bytes: (size: number) => size,
    },
    {
      range: 'bytes=100-199',
      status: 206,
      contentRange: (size: number) => `bytes 100-199/${size}`,
      bytes: () => 100,
    },
    {
      range: 'bytes=-10',
      status: 206,
      contentRange: (size: number) => `bytes ${size - 10}-${size - 1}/${size}`,
      bytes: () => 10,
    },
    {
      range: 'bytes=99999999-',
      status: 416,
      contentRange: (size: number) => `bytes */${size}`,
      bytes: () => 0,
    },
    { range: 'bytes=0-1,5-9', status: 200, contentRange: null, bytes: (size: number) => size },
  ])('comes as $range asks', async ({ range, status, contentRange, bytes }) => {
    const { mock, start, look, clip } = await serveRoutes()
    await start(key, order)
    mock.advance(600_000)
    await look(key)
    const whole = new Uint8Array(await (await clip(key)).arrayBuffer())
    const response = await clip(key, range)
    expect(response.status).toBe(status)
    expect(response.headers.get('content-range')).toBe(contentRange?.(whole.length) ?? null)
    const part = new Uint8Array(await response.arrayBuffer())
    expect(part).toHaveLength(bytes(whole.length))
    const [, from = '0'] = /bytes (\d+)-/.exec(response.headers.get('content-range') ?? '') ?? []
    expect(Buffer.compare(part, whole.subarray(Number(from), Number(from) + part.length))).toBe(0)
  })
})
