import { expect, inject, test } from 'vitest'
import { startInstalledMock } from '../../src/consumers/installed-mock.ts'
import { runProgram } from '../../src/consumers/program.ts'
import { programFolder } from '../../src/consumers/project.ts'

const program = `
import { apikley } from '@apikley/ai-sdk-provider'
import { experimental_getVideoStatus as getVideoStatus, experimental_startVideo as startVideo } from 'ai'
const model = apikley.video('kling/v2-1-master-text-to-video')
const call = { model, prompt: 'dusk', headers: { 'idempotency-key': 'order-17' } }
const [one, two] = await Promise.all([startVideo(call), startVideo(call)])
const { status, videos } = await getVideoStatus(model, { operation: one.operation })
console.log(one.operation.tasks[0].taskId === two.operation.tasks[0].taskId, status, videos.length)
`

test("the installed provider makes one task of a key, with the SDK's own functions", async () => {
  const consumer = inject('consumer')
  const mock = await startInstalledMock(consumer, ['--task-seconds', '0'])
  try {
    const cwd = await programFolder(consumer, { 'program.mjs': program })
    const env = { APIKLEY_BASE_URL: mock.url, APIKLEY_API_KEY: 'fake-key-for-tests-0000' }
    const { code, stdout, stderr } = await runProgram(process.execPath, ['program.mjs'], { cwd, env })
    expect(stderr).toBe('')
    expect(stdout).toBe('true completed 1\n')
    expect(code).toBe(0)
    expect(mock.printed().match(/POST \/api\/v1\/jobs\/createTask/g)).toHaveLength(1)
  } finally {
    await mock.close()
  }
})
