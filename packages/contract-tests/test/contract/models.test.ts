import { createApikley } from '@apikley/client'
import { startMock } from '@apikley/mock'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fullInput, importModel, modelIds } from '../../src/contract/models.ts'
import { readSpec } from '../../src/contract/read-spec.ts'

// Each model of the document, whatever their number, with nothing said about it here.

const mediaTypes = { video: 'video/mp4', image: 'image/png', audio: 'audio/mpeg' }

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock({ taskMs: 1 })
}, 30_000)
afterAll(() => mock.close())

describe.each(modelIds(readSpec()))('%s', (id) => {
  it('takes every field that the types show, and makes what they say that it makes', async () => {
    const model = await importModel(id)
    await using apikley = createApikley({ apiKey: 'fake-key-for-tests-0000', baseUrl: mock.url })
    const input = fullInput(id)
    const { taskId } = await apikley.tasks.create({ model, input })
    const task = await apikley.tasks.wait(taskId, { intervalMs: 1 })
    expect(task).toMatchObject({ state: 'success', record: { model: id } })
    const made = await fetch(task.urls?.[0] ?? '')
    expect(made.headers.get('content-type')).toBe(mediaTypes[model.kind ?? 'video'])
    expect(mock.tasks().find((each) => each.taskId === taskId)?.input).toMatchObject(input)
  })
})
