import { describe, expect, test } from 'vitest'
import { createTask, key, readRecord, resultUrl, send, textAt, useMock, videoModel } from '../support/mock.ts'

const create = 'POST /api/v1/jobs/createTask'
const lighthouse = { prompt: 'a lighthouse at dusk' }

describe('with anyModel, a model that the document does not have', () => {
  const taken = [
    { model: 'nobody/text-to-video', input: lighthouse, type: 'video/mp4', price: 160 },
    {
      model: 'nobody/text-to-video',
      input: { ...lighthouse, duration: '10' },
      type: 'video/mp4',
      price: 320,
    },
    { model: 'nobody/text-to-image', input: { colours: [1, 2] }, type: 'image/png', price: 160 },
    { model: 'nobody/text-to-speech', input: { text: 'hello' }, type: 'audio/mpeg', price: 160 },
    { model: 'nobody-knows', input: {}, type: 'video/mp4', price: 160 },
  ]
  test.each(taken)('$model with $input makes $type for $price', async ({ model, input, type, price }) => {
    const mock = await useMock({ anyModel: true, taskMs: 0 })
    const { envelope } = await send(mock, create, { model, input })
    expect(envelope).toMatchObject({ code: 200, msg: 'success' })
    const taskId = textAt(envelope.data, 'taskId')
    expect(mock.tasks()).toMatchObject([{ taskId, model, input, state: 'success', price }])
    const record = await readRecord(mock, taskId)
    expect(record).toMatchObject({ model, state: 'success' })
    expect(JSON.parse(textAt(record, 'param'))).toMatchObject({ model })
    const file = await fetch(await resultUrl(mock, taskId))
    expect([file.status, file.headers.get('content-type')]).toEqual([200, type])
  })

  const wrong = [
    { name: 'an empty name', body: { model: '', input: {} }, msg: 'model must NOT have fewer than 1' },
    { name: 'a number as name', body: { model: 5, input: {} }, msg: "property 'model', a string" },
    { name: 'no input', body: { model: 'nobody/knows' }, msg: "must have required property 'input'" },
    { name: 'a list as input', body: { model: 'nobody/knows', input: [] }, msg: 'input must be object' },
    {
      name: 'a callback URL that is none',
      body: { model: 'nobody/knows', input: {}, callBackUrl: 'nowhere' },
      msg: 'callBackUrl must match format "uri"',
    },
  ]
  test.each(wrong)('is refused with $name', async ({ body, msg }) => {
    const mock = await useMock({ anyModel: true })
    const { envelope } = await send(mock, create, body)
    expect(envelope).toMatchObject({ code: 422, msg: expect.stringContaining(msg) })
    expect(mock.bill()).toEqual([])
  })

  test('needs a key like any other', async () => {
    const mock = await useMock({ anyModel: true, apiKey: key })
    const body = { model: 'nobody/knows', input: {} }
    for (const authorization of ['', 'Bearer anything'])
      expect((await send(mock, create, body, { authorization })).envelope.code).toBe(401)
  })
})

test('with anyModel, a model of the document is judged by its own schema and gets its defaults', async () => {
  const mock = await useMock({ anyModel: true })
  expect((await send(mock, create, { model: videoModel, input: {} })).envelope.code).toBe(422)
  await createTask(mock)
  expect(mock.tasks()).toMatchObject([{ input: { ...lighthouse, duration: '5' } }])
})

test('without it, a model that the document does not have is refused', async () => {
  const mock = await useMock()
  expect((await send(mock, create, { model: 'nobody/knows', input: {} })).envelope.code).toBe(422)
  expect(mock.tasks()).toEqual([])
})
