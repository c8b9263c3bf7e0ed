// node.test.js, run by: node --test node.test.js
import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
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
  assert.equal(other, one)
  mock.assertChargedOnce('lighthouse')
})

test('on a clock that stands still', async (t) => {
  t.mock.timers.enable()
  assert.match(await orderClip(apikley, { id: 18, prompt: 'a harbour' }), /\.mp4/)
})
