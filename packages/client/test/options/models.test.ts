import { ConfigurationError, createApikley } from '@apikley/client'
import { expect, it } from 'vitest'
import { key, rejection, setUp } from '../set-up.ts'

it('an id that the client was not given is refused before anything is sent', async () => {
  const { server, apikley } = await setUp()
  const model = 'kling/v2-1-master-text-to-vide' as 'kling/v2-1-master-text-to-video'
  const calls = [
    apikley.tasks.create({ model, input: { prompt: 'x' } }),
    apikley.generate(model, { prompt: 'x' }),
  ]
  for (const error of await Promise.all(calls.map(rejection))) {
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(String(error)).toMatch(/did you mean 'kling\/v2-1-master-text-to-video'.*models:.*uncheckedModel/)
  }
  expect(server.received).toEqual([])
})

it('a client without models says how to give it some', async () => {
  const apikley = createApikley({ apiKey: key })
  const error = await rejection(apikley.tasks.create({ model: 'kling/x' as never, input: {} as never }))
  expect(String(error)).toMatch(/was not given the model 'kling\/x'\. Pass it in createApikley/)
})

it.for([[undefined], [null], [7], [{}], [{ id: '' }], [{ id: ' ' }]])('%o is no model', async ([model]) => {
  const { apikley } = await setUp()
  expect(await rejection(apikley.tasks.create({ model: model as never, input: {} as never }))).toBeInstanceOf(
    ConfigurationError,
  )
  expect(() => createApikley({ apiKey: key, models: [model as never] })).toThrow(ConfigurationError)
})
