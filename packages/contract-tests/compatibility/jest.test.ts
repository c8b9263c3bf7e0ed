import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { runProgram } from '../src/consumers/program.ts'
import type { Ended } from '../src/consumers/program.ts'
import { programFolder } from '../src/consumers/project.ts'
import { jestEngine, nodes } from './matrix.ts'

const suite = (times: number): string => `
import { startMock } from '@apikley/mock'

let mock
beforeEach(async () => {
  mock = await startMock({ taskMs: 60_000 })
})
afterEach(() => mock.close())

const create = () =>
  fetch(mock.url + '/api/v1/jobs/createTask', {
    method: 'POST',
    headers: { authorization: 'Bearer fake-key-for-tests-0000', 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'kling/v2-1-master-text-to-video', input: { prompt: 'a lighthouse' } }),
  })

test('a task is charged once', async () => {
  for (let sent = 0; sent < ${times}; sent++) await create()
  mock.assertChargedOnce()
})

test('a task ends when its time is over', async () => {
  await create()
  expect(mock.tasks()).toMatchObject([{ state: 'waiting' }])
  mock.advance(60_000)
  expect(mock.tasks()).toMatchObject([{ state: 'success' }])
})
`

const node = nodes.find(({ version }) => version.startsWith('v24.'))
// Its defaults, but for Babel: the suite is plain ESM. Watchman is for those who stay.
const settings = JSON.stringify({ transform: {}, watchman: false })

/** Runs the suite as a user of Jest does, in which a test creates the same task so many times. */
async function runJest(times: number): Promise<Ended> {
  const folder = await programFolder(inject('consumer'), {
    'mock.test.mjs': suite(times),
    'jest.config.json': settings,
  })
  if (!node) throw new Error('The matrix has no Node 24')
  const { command } = await node.engine()
  return runProgram(command, ['--experimental-vm-modules', await jestProgram()], { cwd: folder })
}

async function jestProgram(): Promise<string> {
  return path.join(await jestEngine(), 'node_modules/jest/bin/jest.js')
}

test('a suite of Jest runs with the mock', async () => {
  const { code, stderr } = await runJest(1)
  expect(stderr).toMatch(/^Tests: +2 passed, 2 total$/m)
  expect(code).toBe(0)
})

test('and fails when a task was charged twice', async () => {
  const { code, stderr } = await runJest(2)
  expect(stderr).toMatch(/^Tests: +1 failed, 1 passed, 2 total$/m)
  expect(stderr).toContain('Charged more than once')
  expect(code).toBe(1)
})

test('our example for it runs', async () => {
  const args = ['--experimental-vm-modules', await jestProgram(), '--no-watchman', 'jest.test.js']
  const examples = path.resolve(import.meta.dirname, '../examples')
  const { code, stderr } = await runProgram(process.execPath, args, { cwd: examples })
  expect(stderr).toMatch(/^Tests: +2 passed, 2 total$/m)
  expect(code).toBe(0)
})
