import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const run = (...args: string[]) => spawnSync(process.execPath, [cli, ...args], { encoding: 'utf8' })

test('bundle --check and lint are content with what is committed', () => {
  expect(run('bundle', '--check')).toMatchObject({ status: 0, stdout: 'specs/openapi.json: up to date\n' })
  expect(run('lint')).toMatchObject({ status: 0, stdout: 'specs/openapi.json: no error, no warning\n' })
})

test('without a command it lists them', () => {
  const { status, stderr } = run()
  expect(status).toBe(2)
  for (const word of ['bundle', 'lint']) expect(stderr).toMatch(new RegExp(`^  ${word} +\\w`, 'm'))
  expect(run('toString').status).toBe(2)
})

test('an option that it does not know is refused, and nothing is written', () => {
  expect(run('bundle', '--force')).toMatchObject({
    status: 1,
    stderr: 'bundle: unknown option --force; there is --check\n',
  })
})
