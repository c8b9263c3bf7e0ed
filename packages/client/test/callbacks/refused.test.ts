import { describe, expect, it } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { key, setUp } from '../set-up.ts'
import { succeeded, taskId } from '../tasks/records.ts'
import { bodyOf, receiving, secret, signed, signedAt } from './set-up.ts'

const now = 1_000_000

describe('what is no callback is refused: nobody is told, the API is not asked', () => {
  const cases: [
    name: string,
    sent: Parameters<Awaited<ReturnType<typeof receiving>>['post']>[0],
    want: number,
  ][] = [
    ['a GET', { method: 'GET' }, 405],
    ['a PUT', { method: 'PUT' }, 405],
    ['a DELETE', { method: 'DELETE' }, 405],
    ['nothing', { body: '' }, 400],
    ['half of it', { body: bodyOf().slice(0, -2) }, 400],
    ['a form', { body: `taskId=${taskId}` }, 400],
    ['null', { body: 'null' }, 400],
    ['a text', { body: `"${taskId}"` }, 400],
    ['an array', { body: `[${bodyOf()}]` }, 400],
    ['no id', { body: '{"code":200,"data":{"state":"success"}}' }, 400],
    ['data that is null', { body: '{"code":200,"data":null}' }, 400],
    ['an empty id', { body: bodyOf('') }, 400],
    ['an id that is a fraction', { body: '{"data":{"taskId":7.5}}' }, 400],
    ['an id that is true', { body: '{"data":{"taskId":true}}' }, 400],
    ['an id that is an object', { body: '{"data":{"taskId":{"toString":"a"}}}' }, 400],
    ['an id of two lines', { body: bodyOf('a\nb') }, 400],
    ['an id that is endless', { body: bodyOf('a'.repeat(201)) }, 400],
    ['a body without end', { body: `${' '.repeat(1_000_000)}{}` }, 413],
    ['a nest without end', { body: '['.repeat(400_000) + ']'.repeat(400_000) }, 400],
  ]
  it.for(cases)('%s', async ([, sent, want]) => {
    const { server, told, logged, post } = await receiving()
    expect(await post(sent)).toBe(want)
    expect(told).toEqual([])
    expect(server.received).toEqual([])
    expect(logged()).toContain('callback')
  })
})

describe('with a secret, so is what does not show a right signature', () => {
  const { 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature } = signed(now)
  const cases: [name: string, headers: Record<string, string>][] = [
    ['no signature', {}],
    ['a time without a signature', { 'x-webhook-timestamp': timestamp }],
    ['a signature without its time', { 'x-webhook-signature': signature }],
    ['a signature by another key', signed(now, taskId, 'another')],
    ['a signature of another task', signed(now, 'another')],
    ['a right signature with another time', { ...signed(now), 'x-webhook-timestamp': '1001' }],
    ['a signature that is not Base64', { ...signed(now), 'x-webhook-signature': '!!!' }],
    ['the beginning of the signature', { ...signed(now), 'x-webhook-signature': signature.slice(0, 8) }],
    [
      'the signature in hex',
      { ...signed(now), 'x-webhook-signature': Buffer.from(signature, 'base64').toString('hex') },
    ],
    ['a time that is none', signedAt('soon')],
    ['a time in milliseconds that is too old', signedAt(String(now - 301_000))],
    ['a signature over another form of its time', { ...signed(now), 'x-webhook-timestamp': String(now) }],
    ['a signature that is too old', signed(now - 301_000)],
    ['a signature from the future', signed(now + 301_000)],
  ]
  it.for(cases)('%s', async ([, headers]) => {
    const { server, told, logged, post } = await receiving({ callbacks: { secret } })
    server.on('recordInfo', succeeded())
    expect(await post({ headers })).toBe(401)
    expect(told).toEqual([])
    expect(server.received).toEqual([])
    expect(logged()).toContain('sign')
    for (const hidden of [secret, key, signature]) expect(logged()).not.toContain(hidden)
  })

  it.for<[form: string, write: (ms: number) => string]>([
    ['milliseconds', String],
    ['a date', (ms) => new Date(ms).toISOString()],
  ])('but its time may be written as %s', async ([, write]) => {
    const clock = new FakeClock()
    clock.advance(1_800_000_000_000)
    const { server, told, post } = await receiving({ callbacks: { secret }, clock })
    server.on('recordInfo', succeeded())
    expect(await post({ headers: signedAt(write(clock.now())) })).toBe(200)
    expect(told).toHaveLength(1)
  })
})

describe('what a caller gets wrong is said', () => {
  it.for([
    [{ maxAgeMs: 0 }, 'maxAgeMs'],
    [{ maxBodyBytes: 0 }, 'maxBodyBytes'],
    [{ maxBodyBytes: Number.NaN }, 'maxBodyBytes'],
    [{ answerWithinMs: -1 }, 'answerWithinMs'],
    [{ secret: '' }, 'secret'],
  ] as const)('%o', async ([options, name]) => {
    const { apikley } = await setUp()
    expect(() => apikley.callbacks.handler(options)).toThrow(
      expect.objectContaining({ kind: 'configuration', message: expect.stringContaining(name) }),
    )
  })

  it('a body that somebody has read before', async () => {
    const { server, handler, logged } = await receiving()
    const request = new Request('http://localhost/', { method: 'POST', body: bodyOf() })
    await request.text()
    expect((await handler(request)).status).toBe(500)
    expect(logged()).toContain('already read')
    expect(server.received).toEqual([])
  })
})
