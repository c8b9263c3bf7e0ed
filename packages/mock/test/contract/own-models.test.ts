import { describe, expect, test } from 'vitest'
import type { MockModel } from '../../src/index.ts'
import { startMock } from '../../src/index.ts'
import { createTask, readRecord, resultUrl, send, textAt, useMock, videoModel } from '../support/mock.ts'

const create = 'POST /api/v1/jobs/createTask'
/** As a page of OpenAPI 3.0 has it: with words and defaults, and null where it says so. */
const flicker: MockModel = {
  id: 'lantern/flicker-1',
  kind: 'image',
  schema: {
    type: 'object',
    required: ['prompt'],
    properties: {
      prompt: { type: 'string', maxLength: 10, description: 'What to show.', example: 'dusk' },
      seed: { type: 'integer', nullable: true, default: 7, minimum: 0, exclusiveMinimum: true },
      default: { type: 'string', enum: ['a', 'b'] },
    },
  },
}
const say: MockModel = { id: 'lantern/say', kind: 'audio', schema: { type: 'string' } }
const tone: MockModel = {
  id: 'lantern/tone',
  schema: { type: 'object' },
  fields: { type: 'object', properties: { voice: { type: 'string' } }, required: ['voice'] },
}

async function answerTo(models: readonly MockModel[], body: object) {
  const mock = await useMock({ models, taskMs: 0 })
  const { envelope } = await send(mock, create, body)
  return { mock, envelope }
}

describe('models of the user’s own', () => {
  test('make what they say they make', async () => {
    const { mock, envelope } = await answerTo([flicker], { model: flicker.id, input: { prompt: 'dusk' } })
    expect(envelope).toMatchObject({ code: 200, msg: 'success' })
    const taskId = textAt(envelope.data, 'taskId')
    expect(await readRecord(mock, taskId)).toMatchObject({ model: flicker.id, state: 'success' })
    const file = await fetch(await resultUrl(mock, taskId))
    expect(file.headers.get('content-type')).toBe('image/png')
  })

  test.each([
    { prompt: 'a lighthouse' },
    { prompt: 'dusk', seed: 0 },
    { prompt: 'dusk', seed: 'one' },
    { prompt: 'dusk', default: 'c' },
    { seed: 1 },
  ])('refuse %o', async (input) => {
    const { mock, envelope } = await answerTo([flicker], { model: flicker.id, input })
    expect(envelope.code).not.toBe(200)
    expect(mock.bill()).toEqual([])
  })

  test.each([{ seed: null }, { seed: 1 }, { default: 'b' }])('take %o', async (more) => {
    const input = { prompt: 'dusk', ...more }
    const { envelope } = await answerTo([flicker], { model: flicker.id, input })
    expect(envelope).toMatchObject({ code: 200 })
  })

  test('may take a text, and fields beside the input', async () => {
    expect((await answerTo([say], { model: say.id, input: 'hello' })).envelope).toMatchObject({ code: 200 })
    expect((await answerTo([say], { model: say.id, input: {} })).envelope.code).not.toBe(200)
    const beside = { model: tone.id, input: {} }
    expect((await answerTo([tone], beside)).envelope.code).not.toBe(200)
    expect((await answerTo([tone], { ...beside, voice: 'low' })).envelope).toMatchObject({ code: 200 })
  })

  test('stand beside those that the mock knows, and may take the place of one', async () => {
    const mock = await useMock({ models: [flicker], taskMs: 0 })
    expect(await createTask(mock)).not.toBe('')
    const instead = {
      id: videoModel,
      schema: { type: 'object', required: ['image'], properties: { image: {} } },
    }
    const { envelope } = await answerTo([instead], { model: videoModel, input: { prompt: 'dusk' } })
    expect(envelope.code).not.toBe(200)
  })

  test('that have no id are refused', async () => {
    // @ts-expect-error -- no list
    await expect(startMock({ models: flicker })).rejects.toThrow('models must be a list')
    await expect(startMock({ models: [{ id: '' }] })).rejects.toThrow('has no id')
  })
})
