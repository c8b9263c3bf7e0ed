// vitest.test.js, run by: npx vitest run vitest.test.js
import { createApikley } from '@apikley/client'
import { mockTest } from '@apikley/mock/vitest'
import { expect, vi } from 'vitest'
import { orderClip } from './order-clip.js'

const test = mockTest({ taskMs: 0 })

test('two workers that take the same order pay for one clip', async ({ mock }) => {
  const apikley = createApikley({ baseUrl: mock.url, apiKey: 'anything' })
  const order = { id: 17, prompt: 'a lighthouse at dusk' }
  const [one, other] = await Promise.all([orderClip(apikley, order), orderClip(apikley, order)])
  expect(other).toBe(one)
  mock.assertChargedOnce('lighthouse')
})

test('a clip that is refused costs nothing, on a clock that stands still', async ({ mock }) => {
  vi.useFakeTimers()
  mock.fault({ kind: 'moderationFailure', times: 1 })
  const apikley = createApikley({ baseUrl: mock.url, apiKey: 'anything' })
  const refused = orderClip(apikley, { id: 18, prompt: 'a storm' })
  await expect(refused).rejects.toMatchObject({ kind: 'task-failed' })
  vi.useRealTimers()
  expect(mock.bill()).toMatchObject([{ refundedAt: expect.any(Number) }])
})
