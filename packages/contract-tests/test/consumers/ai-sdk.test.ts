import { rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { installAiSdkProject } from '../../src/consumers/ai-sdk-project.ts'
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

const typed = `
import { apikley, type ApikleyProviderOptions } from '@apikley/ai-sdk-provider'
import { klingV21MasterTextToVideo as kling } from '@apikley/types/models/kling/v2-1-master-text-to-video'
import { experimental_startVideo as startVideo } from 'ai'
const right = { cfg_scale: 0.7, saveTo: 'a.mp4' } satisfies ApikleyProviderOptions<typeof kling>
await startVideo({ model: apikley.video(kling), prompt: 'dusk', providerOptions: { apikley: right } })
export const wrong = { cfg_scal: 0.7 } satisfies ApikleyProviderOptions<typeof kling>
`

let project: string
beforeAll(async () => {
  project = await installAiSdkProject(inject('registry'))
})
afterAll(() => rm(project, { recursive: true, force: true }))

describe('the installed provider', () => {
  test("makes one task of a key, with the SDK's own functions", async () => {
    const mock = await startInstalledMock(project, ['--task-seconds', '0'])
    try {
      const cwd = await programFolder(project, { 'program.mjs': program })
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

  test('compiles with its declarations, and finds a field that the model does not have', async () => {
    const typescript = path.dirname(createRequire(import.meta.url).resolve('typescript/package.json'))
    const settings = {
      compilerOptions: { module: 'nodenext', strict: true, skipLibCheck: true, noEmit: true },
    }
    const cwd = await programFolder(project, {
      'program.mts': typed,
      'tsconfig.json': JSON.stringify(settings),
    })
    const { stdout } = await runProgram(process.execPath, [path.join(typescript, 'bin/tsc')], { cwd })
    const errors = stdout.match(/^program\.mts.*/gm)
    expect(errors).toEqual([expect.stringMatching(/'cfg_scal' does not exist in type/)])
  })
})
