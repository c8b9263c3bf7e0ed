import { ConfigurationError, createApikley } from '@apikley/client'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { key, setUp } from '../set-up.ts'

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

  const wrong: [name: string, apiKey: unknown, says: RegExp][] = [
    ['missing', undefined, /missing.*APIKLEY_API_KEY.*https:\/\/app\.apikley\.ru\/keys/],
    ['empty', '', /missing/],
    ['with "Bearer"', `Bearer ${key}`, /apiKey starts with "Bearer"/],
    ['with a line break', `${key}\n`, /apiKey has white space/],
    ['with a space', ` ${key}`, /apiKey has white space/],
    ['in Cyrillic', `ключ-${key}`, /other than ASCII/],
    ['a number', 1234, /apiKey/],
  ]
  it.for(wrong)('%s is refused at once, without being shown', ([, apiKey, says]) => {
    vi.stubEnv('APIKLEY_API_KEY', undefined)
    const create = (): unknown => createApikley({ apiKey: apiKey as string })
    expect(create).toThrow(ConfigurationError)
    expect(create).toThrow(says)
    expect(create).not.toThrow(key)
  })

  it('in the environment, if malformed, is named as such', () => {
    vi.stubEnv('APIKLEY_API_KEY', `"${key} "`)
    expect(() => createApikley()).toThrow(/APIKLEY_API_KEY has white space/)
  })

  it('is not needed from an environment that may not be read', () => {
    vi.stubGlobal('process', {
      get env() {
        throw new Error('no leave to read the environment')
      },
    })
    expect(() => createApikley()).toThrow(/missing/)
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
