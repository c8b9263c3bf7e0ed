import { createApikley } from '@apikley/client'
import { startMock } from '@apikley/mock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CallbackReceiver, startCallbackReceiver } from '../../src/contract/callback-receiver.ts'
import { fullFields, fullInput, importModel, modelIds } from '../../src/contract/models.ts'
import { readSpec } from '../../src/contract/read-spec.ts'

// Each model of the document, whatever their number, with nothing said about it here.

const mediaTypes = { video: 'video/mp4', image: 'image/png', audio: 'audio/mpeg', text: undefined }

let mock: Awaited<ReturnType<typeof startMock>>
let receiver: CallbackReceiver
beforeAll(async () => {
  mock = await startMock({ taskMs: 1, credits: 1_000_000 })
  receiver = await startCallbackReceiver()
}, 30_000)
afterAll(async () => {
  await mock.close()
  await receiver[Symbol.asyncDispose]()
})

describe.each(modelIds(readSpec()))('%s', (id) => {
  it('takes every field that the types show, and makes what they say that it makes', async () => {
    const model = await importModel(id)
    await using apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', baseUrl: mock.url })
    const input = fullInput(id)
    const callBackUrl = model.fields?.required?.includes('callBackUrl') ? receiver.url : undefined
    const task = { model, input, callBackUrl, fields: fullFields(model) }
    const { taskId } = await apikley.tasks.create(task)
    const ended = await apikley.tasks.wait(taskId, { intervalMs: 1 })
    expect(ended).toMatchObject({ state: 'success', record: { model: id } })
    const { kind = 'video' } = model
    // What is made of text is no file.
    const made = kind === 'text' ? undefined : await fetch(ended.urls?.[0] ?? '')
    expect(made?.headers.get('content-type')).toBe(mediaTypes[kind])
    const { input: sent } = JSON.parse(ended.record.param ?? '{}') as { input: string }
    expect({ input: JSON.parse(sent) as unknown }).toMatchObject({ input })
  })
})
