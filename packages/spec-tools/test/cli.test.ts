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
  for (const word of ['bundle', 'lint']) expect(stderr).toMatch(new RegExp(`^  ${word} `, 'm'))
  expect(run('toString').status).toBe(2)
})

test('an option that it does not know is refused, and nothing is written', () => {
  expect(run('bundle', '--force')).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(/^error: unknown option '--force'\n\nUsage: spec bundle/),
  })
})

test('a misspelt word is told with the one that was probably meant', () => {
  expect(run('bundle', '--chek').stderr).toContain('(Did you mean --check?)')
  expect(run('pln').stderr).toContain('(Did you mean plan?)')
  expect(run('upgrade', '--verbose').stderr).toContain("unknown option '--verbose'")
  expect(run('lint', 'page.md')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('too many arguments'),
  })
})

test('help is no failure', () => {
  const { status, stdout } = run('upgrade', '--help')
  expect(status).toBe(0)
  expect(stdout).toMatch(/--test <level> .*full: all that CI runs[^]*choices: "full", "contract"/)
})
