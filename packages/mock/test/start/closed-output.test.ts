import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { adminHeaders, createTask, send, useMock } from '../support/mock.ts'
import { cli } from '../support/program.ts'

function run(...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { child, exited: once(child, 'exit') }
}

test.each([[[]], [['--json']]])('a mock whose stdout is closed goes on (arguments: %j)', async (args) => {
  const { child, exited } = run('--port', '0', ...args)
  const [greeting] = await once(child.stdout, 'data')
  const [url = ''] = /http:\/\/[\d.]+:\d+/.exec(String(greeting)) ?? []
  child.stdout.destroy()
  const taskIds = []
  for (let count = 0; count < 20; count += 1) taskIds.push(await createTask({ url }))
  const { envelope } = await send({ url }, 'GET /api/v1/chat/credit')
  expect(new Set(taskIds).size).toBe(20)
  expect(envelope.data).toBe(10_000.5 - 20 * 160)
  child.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
})

test.each([
  { args: ['--help'], stream: 'stdout', code: 0 },
  { args: ['--nonsense'], stream: 'stderr', code: 2 },
  { args: ['--port', '0', '--state', '/dev/null/x'], stream: 'stderr', code: 1 },
] as const)('with $stream closed, $args ends with $code', async ({ args, stream, code }) => {
  const { child, exited } = run(...args)
  child[stream].destroy()
  expect(await exited).toEqual([code, null])
})

const throws = () => {
  throw new Error('no more lines')
}

test.each([
  { how: 'throws', log: throws },
  { how: 'rejects', log: async () => throws() },
])('a log function that $how stops nothing, and the failure is reported', async ({ log }) => {
  const warned = once(process, 'warning')
  const mock = await useMock({ log })
  const events = await fetch(`${mock.url}/_mock/events`, { headers: adminHeaders })
  for (let count = 0; count < 3; count += 1) await createTask(mock)
  expect((await warned)[0]).toMatchObject({
    name: 'ApikleyMockWarning',
    message: 'The log function of the mock failed: no more lines',
  })
  expect(mock.tasks()).toHaveLength(3)
  await mock.close()
  const defects = (await events.text()).split('\n').filter((line) => line === 'event: defect')
  expect(defects).toHaveLength(3)
})
