import {
  AuthenticationError,
  CreditsError,
  NetworkError,
  NotFoundError,
  RateLimitError,
  ServerError,
  uncheckedModel,
  UnknownSubmitError,
  ValidationError,
} from '@apikley/client'
import { klingV21MasterTextToVideo } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:tls'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import type { Reply } from '../server.ts'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'

const created = { code: 200, msg: 'success', data: { taskId: '56074f12', recordId: '56074f12' } }

describe('a task is submitted', () => {
  it('with the key, as JSON, and answers the id', async () => {
    const { server, apikley } = await setUp()
    server.on('createTask', created)
    const callBackUrl = 'https://example.com/done?for=me'

    const task = await apikley.tasks.create({ ...lighthouse, callBackUrl })

    expect(task).toEqual({ taskId: '56074f12', recordId: '56074f12', key: expect.any(String) })
    const [request] = server.received
    expect(request).toMatchObject({ method: 'POST', url: '/api/v1/jobs/createTask' })
    expect(request?.headers).toMatchObject({
      authorization: `Bearer ${key}`,
      'content-type': 'application/json',
    })
    expect(JSON.parse(String(request?.body))).toEqual({
      ...lighthouse,
      callBackUrl: `${callBackUrl}&apikley_key=${task.key}`,
    })
  })

  it('with a model value that was not registered', async () => {
    const { server, apikley } = await setUp({ models: [] })
    server.on('createTask', created)
    await apikley.tasks.create({ ...lighthouse, model: klingV21MasterTextToVideo })
    expect(JSON.parse(String(server.received[0]?.body))).toEqual(lighthouse)
  })

  it('with anything at all as input of an unchecked model', async () => {
    const { server, apikley } = await setUp()
    server.on('createTask', created)
    await apikley.tasks.create({ model: uncheckedModel('new/model'), input: { whatever: [1, null] } })
    expect(JSON.parse(String(server.received[0]?.body))).toEqual({
      model: 'new/model',
      input: { whatever: [1, null] },
    })
  })
})

describe('a refusal is certain: no money was spent', () => {
  const notFound = 'The model name you specified is not supported.'
  const refusals: [name: string, reply: Reply, kind: Function, code: number | undefined][] = [
    ['400', { code: 400, msg: 'bad' }, ValidationError, 400],
    ['401', { code: 401, msg: 'You do not have access permissions' }, AuthenticationError, 401],
    ['402', { code: 402, msg: 'Credits insufficient', data: null }, CreditsError, 402],
    ['402 as 500', { code: 500, msg: 'Credits insufficient' }, CreditsError, 500],
    ['404', { code: 404, msg: notFound, data: null }, NotFoundError, 404],
    ['422', { code: 422, msg: notFound }, ValidationError, 422],
    ['422 as 500', { code: 500, msg: 'This field is required' }, ValidationError, 500],
    ['433', { code: 433, msg: 'sub-key limit' }, RateLimitError, 433],
    ['505', { code: 505, msg: 'disabled' }, ServerError, 505],
    [
      'an envelope with its own HTTP status',
      { status: 402, body: '{"code":402,"msg":"Credits insufficient"}' },
      CreditsError,
      402,
    ],
    [
      'a known refusal with HTTP 500',
      { status: 500, body: '{"code":500,"msg":"Credits insufficient"}' },
      CreditsError,
      500,
    ],
    ['a gateway 401', { status: 401, body: '<html>401</html>' }, AuthenticationError, undefined],
    ['a gateway 413', { status: 413, body: '<html>413</html>' }, ValidationError, undefined],
  ]
  it.for(refusals)('%s', async ([, reply, kind, code]) => {
    const { server, apikley } = await setUp()
    server.on('createTask', reply)

    const error = await rejection(apikley.tasks.create(lighthouse))

    expect(error).toBeInstanceOf(kind)
    expect(error).toMatchObject({
      moneySpent: 'no',
      request: { method: 'POST', path: '/api/v1/jobs/createTask' },
      nextStep: expect.stringMatching(/.\.$/),
    })
    expect((error as { code?: number }).code).toBe(code)
    expect(server.to('createTask')).toHaveLength(1)
  })

  it('a connection that is refused', async () => {
    const { apikley } = await setUp({ baseUrl: 'http://127.0.0.1:2' })
    vi.spyOn(Math, 'random').mockReturnValue(1)
    const error = await rejection(apikley.tasks.create(lighthouse, { submitWithinMs: 500 }))
    expect(error).toBeInstanceOf(NetworkError)
    expect(error).toMatchObject({ moneySpent: 'no', reason: 'connection' })
    expect(String(error)).toContain('ECONNREFUSED')
  })

  it.for(['ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
    'a connection that never was: %s',
    async (code) => {
      const cause = Object.assign(new Error('no connection'), { code })
      const { apikley } = await setUp({
        fetch: () => Promise.reject(new TypeError('fetch failed', { cause })),
      })
      const error = await rejection(apikley.tasks.create(lighthouse))
      expect(error).toMatchObject({ kind: 'network', moneySpent: 'no' })
    },
  )

  it('a server that does not speak TLS', async () => {
    const { server } = await setUp()
    const { apikley } = await setUp({ baseUrl: server.url.replace('http:', 'https:') })
    const error = await rejection(apikley.tasks.create(lighthouse))
    expect(error).toMatchObject({ kind: 'network', reason: 'connection', moneySpent: 'no' })
    expect(String(error)).toContain('ERR_SSL')
    expect(server.received).toEqual([])
  })

  it('a server that hangs up in the middle of the first words of TLS', async () => {
    const server = createServer({}).on('tlsClientError', () => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const { apikley } = await setUp({ baseUrl: `https://127.0.0.1:${port}` })
    const error = await rejection(apikley.tasks.create(lighthouse))
    expect(error).toMatchObject({ kind: 'network', reason: 'connection', moneySpent: 'no' })
  })

  it('a signal that was aborted before the call: nothing is sent', async () => {
    const { server, apikley } = await setUp()
    const error = await rejection(apikley.tasks.create(lighthouse, { signal: AbortSignal.abort() }))
    expect(error).toMatchObject({ kind: 'network', reason: 'aborted', moneySpent: 'no' })
    expect(server.received).toEqual([])
  })

  it('an input that JSON cannot hold: nothing is sent', async () => {
    const { server, apikley } = await setUp()
    const error = await rejection(apikley.tasks.create({ model: uncheckedModel('new'), input: { seed: 1n } }))
    expect(error).toMatchObject({ kind: 'validation', moneySpent: 'no' })
    expect(String((error as Error).cause)).toContain('BigInt')
    expect(server.received).toEqual([])
  })
})

describe('an outcome that is not known: money may have been spent, and the task is not sent again', () => {
  const page = '<!doctype html><title>Bad Gateway</title>'
  const unknown: [name: string, reply: Reply, says: RegExp][] = [
    ['a connection that is reset', 'reset', /no answer \(ECONNRESET\)/],
    ['an answer that breaks off', 'cut', /HTTP 200\) broke off/],
    ['500', { code: 500, msg: 'Server exception' }, /500 Server exception/],
    ['501', { code: 501, msg: 'Generation failed' }, /501 Generation failed/],
    ['408', { code: 408, msg: 'Timed out' }, /408 Timed out/],
    ['a code that nobody knows', { code: 999 }, /999 the API gives no reason/],
    ['a gateway page with 502', { status: 502, body: page }, /502 the answer is a web page.*Bad Gateway/],
    ['503 without a body', { status: 503 }, /503 the answer is empty/],
    [
      '504 as text',
      { status: 504, body: 'upstream timed out' },
      /504 the answer is not valid JSON: upstream/,
    ],
    ['505 of a gateway', { status: 505, body: page }, /505/],
    ['a page with 200', { body: page }, /web page/],
    ['JSON that is cut', { body: '{"code":200,"da' }, /not valid JSON/],
    ['JSON without a code', { body: '{"ok":true}' }, /has no code/],
    ['JSON null', { body: 'null' }, /has no code/],
    ['an empty body', { body: '' }, /empty/],
    ['success without data', { code: 200, msg: 'success' }, /lacks its data/],
    ['success with null', { code: 200, msg: 'success', data: null }, /lacks its data/],
    ['success without a task id', { code: 200, data: { state: 'waiting' } }, /lacks its data.*waiting/],
    ['success with an empty task id', { code: 200, data: { taskId: '' } }, /lacks its data/],
    ['success with a blank task id', { code: 200, data: { taskId: ' ' } }, /lacks its data/],
    [
      'a refusal whose words are in a list',
      { body: '{"code":500,"msg":["This field is required"]}' },
      /no reason/,
    ],
    ['a message that is no text', { body: '{"code":500,"msg":{"toString":1}}' }, /the API gives no reason/],
    ['success with HTTP 500', { status: 500, body: '{"code":200,"data":{}}' }, /500 the answer contradicts/],
    [
      '307, which would send it twice',
      { status: 307, headers: { location: '/again/createTask' } },
      /redirects/,
    ],
    ['302', { status: 302, headers: { location: '/again/createTask' } }, /redirects/],
    ['a refusal inside other words', { code: 500, msg: 'Upstream: This field is required' }, /500/],
  ]
  it.for(unknown)('%s', async ([, reply, says]) => {
    const { server, apikley } = await setUp()
    server.on('createTask', reply)

    const error = await rejection(apikley.tasks.create(lighthouse))

    expect(error).toBeInstanceOf(UnknownSubmitError)
    expect(error).toMatchObject({
      moneySpent: 'unknown',
      message: expect.stringMatching(says),
      nextStep: expect.stringContaining('Do not send it again'),
    })
    expect(server.received).toHaveLength(1)
  })

  it('the time-out', async () => {
    const clock = new FakeClock()
    const { server, apikley } = await setUp({ clock })
    server.on('createTask', 'hang')
    const outcome = rejection(apikley.tasks.create(lighthouse))
    await server.arrival('createTask')
    clock.advance(60_000)
    const error = await outcome
    expect(error).toBeInstanceOf(UnknownSubmitError)
    expect(error).toMatchObject({ moneySpent: 'unknown', reason: 'timeout' })
    expect(String(error)).toContain('no answer within 60000 ms')
    expect(server.received).toHaveLength(1)
  })

  it('an abort after it was sent', async () => {
    const { server, apikley } = await setUp()
    server.on('createTask', 'hang')
    const controller = new AbortController()
    const outcome = rejection(apikley.tasks.create(lighthouse, { signal: controller.signal }))
    await server.arrival('createTask')
    controller.abort(new Error('the user left'))
    const error = await outcome
    expect(error).toBeInstanceOf(UnknownSubmitError)
    expect(error).toMatchObject({ reason: 'aborted', cause: controller.signal.reason })
    expect(server.received).toHaveLength(1)
  })

  it('an answer that has begun, whatever it breaks off with', async () => {
    const text = (): Promise<string> =>
      Promise.reject(Object.assign(new Error('lost'), { code: 'ECONNREFUSED' }))
    const response = Object.assign(new Response(''), { text })
    const { apikley } = await setUp({ fetch: () => Promise.resolve(response) })
    expect(await rejection(apikley.tasks.create(lighthouse))).toBeInstanceOf(UnknownSubmitError)
  })

  it('whatever a browser cannot tell apart', async () => {
    const { apikley } = await setUp({ fetch: () => Promise.reject(new TypeError('Failed to fetch')) })
    expect(await rejection(apikley.tasks.create(lighthouse))).toBeInstanceOf(UnknownSubmitError)
  })
})
