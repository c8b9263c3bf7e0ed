import { expect, inject, test } from 'vitest'
import { runProgram } from '../../src/consumers/program.ts'

const consumer = inject('consumer')
const npx = (...args: string[]) =>
  runProgram('npx', ['--no-install', 'apikley-mock', ...args], { cwd: consumer })

test('npx finds the installed command, which explains itself', async () => {
  const { code, stdout } = await npx('--help')
  expect(code).toBe(0)
  expect(stdout).toContain('Usage: apikley-mock')
})

test('a wrong option ends it with a message and an exit code', async () => {
  const { code, stderr } = await npx('--prot', '1')
  expect(code).toBe(2)
  expect(stderr).toContain('--prot')
})
