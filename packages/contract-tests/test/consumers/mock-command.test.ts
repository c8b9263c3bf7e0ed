import { expect, inject, onTestFinished, test } from 'vitest'
import { startInstalledMock } from '../../src/consumers/installed-mock.ts'
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

test('the installed mock serves its page with all its files', async () => {
  const mock = await startInstalledMock(consumer)
  onTestFinished(() => mock.close())
  const page = await fetch(mock.url, { headers: { accept: 'text/html' } })
  expect(page.headers.get('content-type')).toContain('text/html')
  const files = [...(await page.text()).matchAll(/"(\/_mock\/page\/[^"]+)"/g)].map(([, file]) => file)
  expect(files).toContain('/_mock/page/main.js')
  for (const file of files) expect((await fetch(mock.url + file)).status, file).toBe(200)
})
