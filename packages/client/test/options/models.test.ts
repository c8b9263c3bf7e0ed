import { ConfigurationError, createApikley } from '@apikley/client'
import { describe, expect, it } from 'vitest'
import { key, rejection, setUp, startServer } from '../set-up.ts'

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

it('tells which models it was given', async () => {
  const { apikley } = await setUp()
  expect(apikley.models.map(({ id }) => id)).toEqual(['kling/v2-1-master-text-to-video'])
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

describe('a model of one’s own, with a schema as a page has it', () => {
  const schema = {
    type: 'object',
    title: 'Input',
    required: ['prompt'],
    properties: {
      prompt: { type: 'string', description: 'What to show.', example: 'dusk', maxLength: 10 },
      seed: { type: 'integer', nullable: true, default: 7, minimum: 0, exclusiveMinimum: true },
    },
  }

  it('is checked by it, and sent as it was given', async () => {
    const server = await startServer()
    server.on('createTask', { code: 200, msg: 'success', data: { taskId: 'a'.repeat(32) } })
    const apikley = createApikley({
      apiKey: key,
      baseUrl: server.url,
      models: [{ id: 'lantern/flicker', schema }],
    })
    await apikley.tasks.create({ model: 'lantern/flicker', input: { prompt: 'dusk', seed: null } })
    expect(server.received.map(({ body }) => JSON.parse(String(body)))).toEqual([
      { model: 'lantern/flicker', input: { prompt: 'dusk', seed: null } },
    ])
    for (const [input, problem] of [
      [{ prompt: 'dusk', seed: 0 }, /input\.seed must be above 0/],
      [{ prompt: 'a lighthouse' }, /input\.prompt must have at most 10 characters/],
      [{ seed: 1 }, /input\.prompt is required/],
    ] as const) {
      expect(String(await rejection(apikley.tasks.create({ model: 'lantern/flicker', input })))).toMatch(
        problem,
      )
    }
    expect(server.received).toHaveLength(1)
  })
})
