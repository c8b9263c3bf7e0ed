// Run by runners.test.ts with `node --test`: a mock as a user of node:test has it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startMock, type Mock } from '../../src/index.ts'

let mock: Mock
before(async () => {
  mock = await startMock({ credits: 500 })
})
after(() => mock.close())

const create = () =>
  fetch(`${mock.url}/api/v1/jobs/createTask`, {
    method: 'POST',
    headers: { authorization: 'Bearer fake-key-0000', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'kling/v2-1-master-text-to-video', input: { prompt: 'a lighthouse' } }),
  })

void test('one task is charged once', async () => {
  await create()
  mock.assertChargedOnce()
})

void test('the same task again is charged twice', async () => {
  await create()
  assert.throws(() => mock.assertChargedOnce(), assert.AssertionError)
})
