import { mkdtemp } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { startInstalledMock } from '../src/consumers/installed-mock.ts'
import { runProgram } from '../src/consumers/program.ts'
import { nodes, olderNode } from './matrix.ts'

const consumer = inject('consumer')
const main = path.join(consumer, 'node_modules/@apikley/cli/dist/main.js')

describe('the command line', () => {
  test.each(nodes)('orders, waits and saves on $name', async ({ engine }) => {
    const { command } = await engine()
    const mock = await startInstalledMock(consumer, ['--task-seconds', '0'])
    const cwd = await mkdtemp(path.join(consumer, 'cli-'))
    const env = {
      XDG_STATE_HOME: cwd,
      APIKLEY_BASE_URL: mock.url,
      APIKLEY_API_KEY: 'fake-key-for-tests-0000',
    }
    try {
      const words = ['run', 'kling/v2-1-master-text-to-video', 'prompt=dusk', '--save', 'a.mp4', '--quiet']
      expect(await runProgram(command, [main, ...words], { cwd, env })).toEqual({
        code: 0,
        stdout: 'a.mp4\n',
        stderr: '',
      })
    } finally {
      await mock.close()
    }
  })

  test('says on an older Node what it needs, before it loads anything', async () => {
    const ran = await runProgram(await olderNode(), [main, 'credits'], { cwd: consumer })
    expect(ran).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^apikley needs Node 22\.13 or newer, and this is Node 20\.20\.2 .*\n$/),
    })
  })
})
