import { ConfigurationError, createApikley, memoryLedger, uncheckedModel } from '@apikley/client'
import { inspect } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FakeClock } from '../fake-clock.ts'
import { listed } from '../ledger/listed.ts'
import { key, lighthouse, rejection, setUp } from '../set-up.ts'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})

describe('the key', () => {
  it('comes from the environment', async () => {
    vi.stubEnv('APIKLEY_API_KEY', 'fake-key-from-environment')
    const { server, apikley } = await setUp({ apiKey: undefined })
    server.on('credit', { code: 200, data: 1 })
    await apikley.credits()
    expect(server.received[0]?.headers.authorization).toBe('Bearer fake-key-from-environment')
  })

  it('comes from the option, if there are both', async () => {
    vi.stubEnv('APIKLEY_API_KEY', 'fake-key-from-environment')
    const { server, apikley } = await setUp()
    server.on('credit', { code: 200, data: 1 })
    await apikley.credits()
    expect(server.received[0]?.headers.authorization).toBe(`Bearer ${key}`)
  })

  it('does not come from the environment where the option is there and is none', async () => {
    vi.stubEnv('APIKLEY_API_KEY', 'fake-key-from-environment')
    for (const apiKey of [null, ''] as never[]) {
      const { server, apikley } = await setUp({ apiKey })
      expect(await rejection(apikley.credits())).toMatchObject({ kind: 'configuration' })
      expect(server.received).toEqual([])
    }
  })

  const wrong: [name: string, apiKey: unknown, says: RegExp][] = [
    ['missing', undefined, /missing.*APIKLEY_API_KEY.*https:\/\/app\.apikley\.ru\/keys/],
    ['empty', '', /missing/],
    ['with "Bearer"', `Bearer ${key}`, /apiKey starts with "Bearer"/],
    ['with a line break', `${key}\n`, /apiKey has white space/],
    ['with a space', ` ${key}`, /apiKey has white space/],
    ['in Cyrillic', `ключ-${key}`, /other than ASCII/],
    ['a number', 1234, /apiKey/],
  ]
  it.for(wrong)(
    '%s is refused by every call, without being shown, and nothing is sent',
    async ([, apiKey, says]) => {
      vi.stubEnv('APIKLEY_API_KEY', undefined)
      const ledger = memoryLedger()
      const { server, apikley } = await setUp({
        apiKey: apiKey as string,
        ledger,
        clock: new FakeClock((ms) => ms <= 30_000),
      })
      const calls = [
        apikley.tasks.create(lighthouse),
        apikley.generate(lighthouse.model, lighthouse.input, { saveTo: 'never/made.mp4' }),
        apikley.generateMany([lighthouse]),
        apikley.recover(),
        apikley.tasks.get('a'),
        apikley.tasks.wait('a'),
        apikley.tasks.watch('a').next(),
        apikley.credits(),
        apikley.files.link('https://example.com/a.mp4'),
        apikley.files.upload({ base64: 'aaaa', uploadPath: 'a' }),
      ]
      for (const error of await Promise.all(calls.map(rejection))) {
        expect(error).toBeInstanceOf(ConfigurationError)
        expect(String(error)).toMatch(says)
        expect(inspect(error)).not.toContain(key)
      }
      expect(server.received).toEqual([])
      expect(await listed(ledger)).toEqual([])
    },
  )

  it('is not asked for when a program is only loaded, to be built', () => {
    vi.stubEnv('APIKLEY_API_KEY', undefined)
    const apikley = createApikley({
      callbacks: { url: 'https://example.com/callback' },
      ledger: memoryLedger(),
    })
    apikley.callbacks.handler()
    expect(apikley.estimate(uncheckedModel('some/model'), {})).toBeUndefined()
  })

  it('may come into the environment after the client was made', async () => {
    vi.stubEnv('APIKLEY_API_KEY', undefined)
    const { server, apikley } = await setUp({ apiKey: undefined })
    server.on('credit', { code: 200, data: 1 })
    await rejection(apikley.credits())
    vi.stubEnv('APIKLEY_API_KEY', key)
    expect(await apikley.credits()).toBe(1)
  })

  it('in the environment, if malformed, is named as such', async () => {
    vi.stubEnv('APIKLEY_API_KEY', `"${key} "`)
    expect(String(await rejection(createApikley().credits()))).toMatch(/APIKLEY_API_KEY has white space/)
  })

  it('is not needed from an environment that may not be read', async () => {
    vi.stubGlobal('process', {
      get env() {
        throw new Error('no leave to read the environment')
      },
    })
    expect(String(await rejection(createApikley().credits()))).toMatch(/missing/)
    expect(() => createApikley({ apiKey: key })).not.toThrow()
  })
})

describe('in a web page', () => {
  it('a client is refused, unless allowed', () => {
    vi.stubGlobal('window', {})
    vi.stubGlobal('document', {})
    expect(() => createApikley({ apiKey: key })).toThrow(/dangerouslyAllowBrowser/)
    expect(() => createApikley({ apiKey: key, dangerouslyAllowBrowser: true })).not.toThrow()
  })
})
