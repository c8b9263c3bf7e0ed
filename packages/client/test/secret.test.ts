import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Reply } from './server.ts'
import { key, lighthouse, rejection, setUp } from './set-up.ts'

/** Everything that printing can bring to light. */
function printed(value: unknown): string {
  const texts = [inspect(value, { showHidden: true, depth: null, getters: true }), JSON.stringify(value)]
  if (value instanceof Error) texts.push(String(value), String(value.stack), printed(value.cause))
  return texts.join('\n')
}

it('a printed client does not show the key', async () => {
  const { apikley } = await setUp()
  expect(printed(apikley)).not.toContain(key)
  expect(printed(apikley.tasks)).not.toContain(key)
})

describe('an error does not show the key, though the server echoes it', () => {
  const echoes: [name: string, reply: Reply][] = [
    ['in the message', { code: 401, msg: `The key ${key} is not known. Bearer ${key}?` }],
    ['in the message of an unknown outcome', { code: 500, msg: `Bearer ${key}` }],
    ['in a page', { status: 502, body: `<html>authorization: Bearer ${key}</html>` }],
    ['in a page, where the quotation is cut', { status: 502, body: `<html>${'x'.repeat(66)}${key}</html>` }],
    ['in broken JSON', { body: `{"code": ${key}` }],
    ['in JSON without a code', { body: `{"message":"${key}"}` }],
  ]
  it.for(echoes)('%s', async ([, reply]) => {
    const { server, apikley } = await setUp()
    server.on('', reply)
    const calls = [apikley.tasks.create(lighthouse), apikley.tasks.get('a'), apikley.credits()]
    for (const error of await Promise.all(calls.map(rejection))) {
      const text = printed(error)
      expect(text).not.toContain(key)
      expect(text).not.toContain(key.slice(0, 8))
    }
  })
})

it('an error does not show the key, though the handed-in fetch throws its request', async () => {
  const fetch = (url: string, init?: RequestInit): Promise<Response> => {
    const headers = Object.fromEntries(new Headers(init?.headers))
    const cause = Object.assign(new Error(`${url} with ${headers.authorization}`), { headers })
    return Promise.reject(Object.assign(new Error(`failed: ${headers.authorization}`, { cause }), { init }))
  }
  const { apikley } = await setUp({ fetch })
  const error = await rejection(apikley.credits())
  expect(printed(error)).not.toContain(key)
  expect(printed(error)).toContain('Bearer [key]')
})

it('an error does not show the key, though a task has failed with it', async () => {
  const { server, apikley } = await setUp()
  server.on('recordInfo', {
    code: 200,
    data: { state: 'fail', failCode: key, failMsg: `Bearer ${key} is not known` },
  })
  const error = await rejection(apikley.tasks.wait('a'))
  expect(error).toMatchObject({ failure: { code: '[key]', message: 'Bearer [key] is not known' } })
  expect(String(error)).not.toContain(key)
})

it('the key is not followed across a redirect', async () => {
  const { server, apikley } = await setUp()
  const other = await setUp()
  other.server.on('', { code: 200, data: 7 })
  server.on('credit', { status: 307, headers: { location: `${other.server.url}/credit` } })
  expect(await rejection(apikley.credits())).toMatchObject({ kind: 'server', status: 307 })
  expect(other.server.received).toEqual([])
})
