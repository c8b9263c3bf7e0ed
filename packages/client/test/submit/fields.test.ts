import { uncheckedModel, ValidationError } from '@apikley/client'
import type { Model } from '@apikley/types'
import { expect, it } from 'vitest'
import { lighthouse, setUp } from '../set-up.ts'

const model: Model<
  'harbour/clip',
  { prompt: string } | string,
  { callBackUrl: string; progressCallBackUrl?: string; watermark: string }
> = {
  id: 'harbour/clip',
  schema: {
    anyOf: [
      { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
      { type: 'string' },
    ],
  },
  fields: {
    type: 'object',
    required: ['callBackUrl', 'watermark'],
    properties: {
      callBackUrl: { type: 'string' },
      progressCallBackUrl: { type: 'string' },
      watermark: { type: 'string', maxLength: 5 },
    },
  },
}
const callBackUrl = 'https://shop.example/done'
const fields = { watermark: 'us', progressCallBackUrl: 'https://shop.example/progress' }
const input = { prompt: 'a ferry' }

it('what a model wants beside its input is sent beside it', async () => {
  const { server, apikley } = await setUp()
  server.on('createTask', { code: 200, data: { taskId: 't1' } })
  await apikley.tasks.create({ model, input, callBackUrl, fields }, { key: 'k' })
  const sent: unknown = JSON.parse(String(server.received[0]?.body))
  expect(sent).toEqual({ ...fields, model: model.id, input, callBackUrl: `${callBackUrl}?apikley_key=k` })
})

it('so it is with a text as input, and the address of the client', async () => {
  const { server, apikley } = await setUp({ callbacks: { url: callBackUrl, addKeyToUrl: false } })
  server.on('createTask', { code: 200, data: { taskId: 't1' } })
  await apikley.tasks.create({ model, input: 'a ferry', fields: { watermark: 'us' } })
  const sent: unknown = JSON.parse(String(server.received[0]?.body))
  expect(sent).toEqual({ watermark: 'us', model: model.id, input: 'a ferry', callBackUrl })
})

it('other fields are another request of the same key', async () => {
  const { server, apikley } = await setUp()
  server.on('createTask', { code: 200, data: { taskId: 't1' } })
  await apikley.tasks.create({ model, input, callBackUrl, fields }, { key: 'k' })
  const other = { ...fields, watermark: 'them' }
  await expect(
    apikley.tasks.create({ model, input, callBackUrl, fields: other }, { key: 'k' }),
  ).rejects.toThrow(/other|another/)
})

it.for<[name: string, task: object, want: string[]]>([
  [
    'nothing',
    { model, input },
    [
      'fields.watermark is required',
      'callBackUrl is required by this model: give it here, or to the client as callbacks.url',
    ],
  ],
  [
    'what the page does not list, or limits',
    { model, input, callBackUrl, fields: { watermark: 'longer', callback: 1 } },
    ['fields.watermark must have at most 5 characters, received 6', 'fields.callback is not known here'],
  ],
  [
    'no object',
    { model, input, callBackUrl, fields: [] },
    ['fields must be of type object, received an array'],
  ],
  ['a blank text as input', { model, input: ' ', callBackUrl, fields }, ['input must not be blank']],
  [
    'a blank field of the form',
    { model, input: { prompt: '' }, callBackUrl, fields },
    ['input.prompt must not be blank'],
  ],
  [
    'fields for a model that has none',
    { ...lighthouse, fields },
    ['fields.watermark is not known here', 'fields.progressCallBackUrl is not known here'],
  ],
  [
    'the input in the wrong place',
    { model: uncheckedModel('new/one'), input, fields: { input } },
    ['fields.input stands beside fields, not in it'],
  ],
])('is told before anything is sent: %s', async ([, task, want]) => {
  const { server, apikley } = await setUp()
  const error = await apikley.tasks.create(task as never).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ValidationError)
  const { problems } = error as ValidationError
  expect(problems.map(({ path, message }) => `${path} ${message}`)).toEqual(want)
  expect(server.received).toEqual([])
})

it('an estimate asks for the input alone', async () => {
  const { apikley } = await setUp()
  expect(apikley.estimate(model, input)).toBeUndefined()
})
