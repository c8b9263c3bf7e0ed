import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test as plain } from 'vitest'
import { test } from '../../src/vitest.ts'
import { createTask } from '../support/mock.ts'

const urls: string[] = []
afterAll(async () => {
  assert.equal(new Set(urls).size, 3)
  for (const url of urls) await assert.rejects(fetch(url), /fetch failed/)
})

describe('the fixture for Vitest', () => {
  test('hands each test a mock of its own', async ({ mock }) => {
    urls.push(mock.url)
    await createTask(mock)
    mock.assertChargedOnce()
  })

  test('which knows nothing of another test', ({ mock }) => {
    urls.push(mock.url)
    assert.deepEqual(mock.tasks(), [])
  })

  describe('with options', () => {
    test.override({ mockOptions: { taskMs: 0 } })
    test('starts it with them', async ({ mock }) => {
      urls.push(mock.url)
      await createTask(mock)
      assert.equal(mock.tasks()[0]?.state, 'success')
    })
  })
})

plain('a suite of node:test runs with it', async () => {
  const suite = fileURLToPath(new URL('node-test.ts', import.meta.url))
  const flags = ['--conditions=@apikley/source', '--test', '--test-reporter=tap']
  // Vitest's own settings would reach the runner.
  const child = spawn(process.execPath, [...flags, suite], { env: { PATH: process.env['PATH'] } })
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect(stdout).toMatch(/^# pass 2$/m)
  expect(stdout).toMatch(/^# fail 0$/m)
  expect(code).toBe(0)
})
