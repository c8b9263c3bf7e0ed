import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { WaitOptions } from '@apikley/client'
import { createRedact } from '../src/errors/redact.ts'
import type { Reply } from './server.ts'
import { key, lighthouse, rejection, setUp } from './set-up.ts'

const awkwardBeginning = '\\\\fake%key-for-tests'

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

describe('an error does not show the key, though the API writes it into the record of a task', () => {
  const echo = (text: string) => ({
    taskId: 'a',
    model: `model of ${text}`,
    param: JSON.stringify({ input: JSON.stringify({ authorization: text }) }),
    [text]: [{ deep: [text] }],
    resultJson: '',
    createTime: 1_776_862_567_160,
  })
  const spellings: [name: string, spell: (key: string) => string][] = [
    ['as it is', (text) => `Bearer ${text}`],
    ['percent-encoded', (text) => `https://example.com/?auth=Bearer%20${encodeURIComponent(text)}`],
    ['percent-encoded whole', (text) => text.replaceAll(/./g, (one) => `%${one.charCodeAt(0).toString(16)}`)],
    ['percent-encoded twice', (text) => encodeURIComponent(encodeURIComponent(text))],
    ['escaped', (text) => text.replaceAll(/./g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`)],
    ['in Base64', (text) => btoa(text)],
    ['in Base64 of the header', (text) => btoa(`Bearer ${text}`)],
    ['in Base64 of a user and password', (text) => btoa(`me:${text}`)],
    ['in Base64 for addresses', (text) => btoa(`x${text}`).replaceAll('+', '-').replaceAll('/', '_')],
  ]
  const awkward = 'fake/key+for?tests=0~0"0\\0'

  it.for(spellings)('%s', async ([, spell]) => {
    for (const apiKey of [key, awkward]) {
      const text = spell(apiKey)
      const { server, apikley } = await setUp({ apiKey, limits: { recordInfo: null } })
      const data = echo(text)
      const controller = new AbortController()
      const { signal } = controller
      const onUpdate = (): never => {
        throw new Error('a bug')
      }
      const waitFor = (state: string, more: object, how: WaitOptions = {}): Promise<unknown> => {
        server.on('recordInfo', { code: 200, data: { ...data, state, ...more } })
        return rejection(apikley.tasks.wait('a', { intervalMs: 5, ...how }))
      }
      const errors = [
        await waitFor('fail', { failCode: text, failMsg: `refused ${text}` }),
        await waitFor('success', { resultJson: '{"resultUrls":[]}' }, { timeoutMs: 50 }),
        await waitFor('generating', {}, { onUpdate }),
        await waitFor('generating', {}, { timeoutMs: 50 }),
        await waitFor(
          'generating',
          {},
          { signal, onUpdate: () => void setImmediate(() => controller.abort()) },
        ),
      ]
      for (const error of errors) {
        expect(error).toMatchObject({ task: { taskId: 'a', createdAt: expect.any(Date) } })
        const shown = printed(error)
        for (const secret of [apiKey, text, JSON.stringify(text).slice(1, -1), btoa(apiKey).slice(4, -4)]) {
          expect(shown).not.toContain(secret)
        }
        expect(shown).toContain('[key]')
      }
    }
  })
})

it('an error of a download does not show the key, though the API writes it into the address of a result', async () => {
  const { server, apikley } = await setUp()
  server.on('.mp4', { status: 500 })
  for (const address of [
    `${server.url}/${key}/clip.mp4`,
    `${server.url}/${Array.from(key, (one) => `%${one.charCodeAt(0).toString(16)}`).join('')}.mp4`,
    `http://${key}.local/clip.mp4`,
    `${key}://example.com/clip.mp4`,
    `no address: ${key}`,
  ]) {
    const error = await rejection(apikley.files.save(address, new WritableStream(), { retries: 0 }))
    expect(printed(error)).not.toContain(key)
    expect(printed(error)).not.toContain('%66%61%6b%65')
    expect(printed(error)).toContain('[key]')
  }
})

it('what a task has made is not touched, though the key looks like a part of its address', async () => {
  const { server, apikley } = await setUp({ apiKey: 'clip' })
  const resultJson = '{"resultUrls":["https://files.example.com/clip.mp4"]}'
  server.on('recordInfo', { code: 200, data: { taskId: 'a', state: 'success', resultJson } })
  const { urls, record } = await apikley.tasks.wait('a')
  expect(urls).toEqual(['https://files.example.com/clip.mp4'])
  expect(record.resultJson).toBe(resultJson)
})

it('a text of nothing but what begins like the key takes no time', () => {
  const redact = createRedact({ apiKey: () => awkwardBeginning, callbackSecret: undefined })
  for (const one of ['\\', '%25', 'f', 'fake', 'ZmFr']) {
    const text = one.repeat(1_000_000)
    expect(redact(text)).toHaveLength(text.length)
  }
})

it('the key is not followed across a redirect', async () => {
  const { server, apikley } = await setUp()
  const other = await setUp()
  other.server.on('', { code: 200, data: 7 })
  server.on('credit', { status: 307, headers: { location: `${other.server.url}/credit` } })
  expect(await rejection(apikley.credits())).toMatchObject({ kind: 'server', status: 307 })
  expect(other.server.received).toEqual([])
})
