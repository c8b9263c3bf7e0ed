import { type CallbackOptions, createApikley } from '@apikley/client'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { createContext } from '../../src/client/context.ts'
import { key, rejection, setUp } from '../set-up.ts'

const secret = 'fake-webhook-secret'

describe('callbacks', () => {
  it.for<CallbackOptions>([
    {},
    { url: 'https://example.com/hook?a=1' },
    { url: 'http://localhost:3000/' },
    { secret, addKeyToUrl: false },
  ])('can be %o', (callbacks) => {
    expect(() => createApikley({ apiKey: key, callbacks })).not.toThrow()
  })

  it.for<[CallbackOptions, string]>([
    [{ url: '' }, 'callbacks.url'],
    [{ url: '/hook' }, 'callbacks.url'],
    [{ url: 'ftp://example.com' }, 'callbacks.url'],
    [{ url: 'https://' }, 'callbacks.url'],
    [{ secret: '' }, 'callbacks.secret'],
    [{ secret: ' ' }, 'callbacks.secret'],
  ])('cannot be %o', ([callbacks, name]) => {
    expect(() => createApikley({ apiKey: key, callbacks })).toThrow(
      expect.objectContaining({ kind: 'configuration', message: expect.stringContaining(name) }),
    )
  })
})

it('neither the secret nor the key shows when the client or its context are printed', () => {
  const options = { apiKey: key, callbacks: { secret } }
  for (const value of [createApikley(options), createContext(options)]) {
    const printed = inspect(value, { showHidden: true, depth: null, getters: true }) + JSON.stringify(value)
    expect(printed).not.toContain(secret)
    expect(printed).not.toContain(key)
  }
})

it('the secret does not show in an error, though a server echoes it', async () => {
  const { server, apikley } = await setUp({ callbacks: { secret } })
  server.on('', { code: 401, msg: `not ${secret}, nor ${key}` })
  const error = await rejection(apikley.credits())
  expect(String(error)).toContain('not [secret], nor [key]')
})
