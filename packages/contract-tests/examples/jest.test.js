// jest.test.js, run by: NODE_OPTIONS=--experimental-vm-modules npx jest jest.test.js
import { jest } from '@jest/globals'
import { createApikley } from '@apikley/client'
import { startMock } from '@apikley/mock'
import { orderClip } from './order-clip.js'

let mock, apikley
beforeEach(async () => {
  mock = await startMock({ taskMs: 0 })
  apikley = createApikley({ baseUrl: mock.url, apiKey: 'anything' })
})
afterEach(() => mock.close())

test('two workers that take the same order pay for one clip', async () => {
  const order = { id: 17, prompt: 'a lighthouse at dusk' }
  const [one, other] = await Promise.all([orderClip(apikley, order), orderClip(apikley, order)])
  expect(other).toBe(one)
  mock.assertChargedOnce('lighthouse')
})

test('on a clock that stands still', async () => {
  // Requests need these two, which Jest would fake as well.
  jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask'] })
  expect(await orderClip(apikley, { id: 18, prompt: 'a harbour' })).toMatch(/\.mp4/)
  jest.useRealTimers()
})
