import { createApikley } from '@apikley/client'
import { type RateLimit, startMock } from '@apikley/mock'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { expect, it } from 'vitest'

/** The twin's limits, five times as fast. */
const create: RateLimit = { requests: 4, perMs: 400 }
const recordInfo: RateLimit = { requests: 2, perMs: 200 }

it('sixteen tasks at once and all their looks keep within the limits of the API, which refuses none', async () => {
  await using mock = await startMock({ taskMs: 50, rateLimits: { createTask: create, getTask: recordInfo } })
  const answers: string[] = []
  await using apikley = createApikley({
    apiKey: 'fake-key-for-tests-0000',
    baseUrl: mock.url,
    models: [kling],
    limits: { create, recordInfo },
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      answers.push(await response.clone().text())
      return response
    },
  })
  const tasks = await Promise.all(
    Array.from({ length: 16 }, async (_, index) => {
      const { taskId } = await apikley.tasks.create({ model: kling.id, input: { prompt: `take ${index}` } })
      return apikley.tasks.wait(taskId, { intervalMs: 100 })
    }),
  )
  expect(tasks).toHaveLength(16)
  expect(answers.length).toBeGreaterThanOrEqual(32)
  expect(answers.filter((text) => text.includes('"code":429'))).toEqual([])
})
