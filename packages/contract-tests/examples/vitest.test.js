// vitest.test.js: npx vitest run vitest.test.js
import { createApikley } from '@apikley/client'
import { test } from '@apikley/mock/vitest'
import { expect, vi } from 'vitest'
import { orderClip } from './order-clip.js'

test.override({ mockOptions: { taskMs: 0 } })

test('two workers that take the same order pay for one clip', async ({ mock }) => {
  const apikley = createApikley({ baseUrl: mock.url, apiKey: 'anything' })
  const order = { id: 17, prompt: 'a lighthouse at dusk' }
  const [one, other] = await Promise.all([orderClip(apikley, order), orderClip(apikley, order)])
  expect(one).toMatch(/\.mp4/)
  expect(other).toBe(one)
  mock.assertChargedOnce('lighthouse')
})

test('with fake timers', async ({ mock }) => {
  vi.useFakeTimers()
  try {
    const apikley = createApikley({ baseUrl: mock.url, apiKey: 'anything' })
    expect(await orderClip(apikley, { id: 18, prompt: 'a harbour' })).toMatch(/\.mp4/)
  } finally {
    vi.useRealTimers()
  }
})

test('a clip that is refused costs nothing', async ({ mock }) => {
  mock.fault({ kind: 'moderationFailure', times: 1 })
  const apikley = createApikley({ baseUrl: mock.url, apiKey: 'anything' })
  const refused = orderClip(apikley, { id: 19, prompt: 'a storm' })
  await expect(refused).rejects.toMatchObject({ kind: 'task-failed' })
  expect(mock.bill()).toMatchObject([{ refundedAt: expect.any(Number) }])
})
