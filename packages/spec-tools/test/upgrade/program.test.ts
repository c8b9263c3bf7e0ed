import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test, vi } from 'vitest'
import { runProgram } from '../../src/upgrade/program.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'programs-'))
afterAll(() => rmSync(folder, { recursive: true }))

const run = (program: string) => runProgram('The program', folder, process.execPath, ['--eval', program])

test('what a program prints is returned', async () => {
  expect(await run("console.log('out'); console.error('err')")).toContain('out\n')
})

test('a failure tells what failed, how, and the last lines that were printed', async () => {
  const failing = run("for (let i = 0; i < 100; i++) console.log('line ' + i); process.exitCode = 3")
  await expect(failing).rejects.toThrow(/^The program: `.*` ended with 3:\nline 60\n[^]*\nline 99$/)
})

test('a program that is not there is told with what to do', async () => {
  await expect(runProgram('The packages', folder, 'no-such-pnpm', [])).rejects.toThrow(
    /^The packages: `no-such-pnpm` cannot be started \(.*ENOENT\)\. Is no-such-pnpm installed, and in PATH\?/,
  )
})

test('nothing of the command that started us reaches it', async () => {
  const names = 'npm_package_name npm_lifecycle_event TURBO_HASH VITEST GIT_DIR INIT_CWD'.split(' ')
  // Taken back afterwards: other files' tests run in the same process, and some of them start git.
  for (const name of names) vi.stubEnv(name, 'ours')
  const seen = await run(`console.log(${JSON.stringify(names)}.filter((name) => name in process.env).join())`)
  vi.unstubAllEnvs()
  expect(seen.trim()).toBe('')
})

test('no key reaches it, nor what steers the next steps of a workflow', async () => {
  const names =
    'APIKLEY_API_KEY GITHUB_TOKEN NODE_AUTH_TOKEN AWS_SECRET_ACCESS_KEY GITHUB_ENV GITHUB_PATH GITHUB_OUTPUT ACTIONS_RUNTIME_URL'.split(
      ' ',
    )
  for (const name of names) vi.stubEnv(name, 'ours')
  const seen = await run(`console.log(${JSON.stringify(names)}.filter((name) => name in process.env).join())`)
  vi.unstubAllEnvs()
  expect(seen.trim()).toBe('')
})

test('whoever stops us stops the program, and what it started', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const program = fileURLToPath(new URL('programs/start-and-wait.ts', import.meta.url))
  const started = spawn(process.execPath, [program, port], { cwd: folder })
  const printed = text(started.stdout)
  const [connection]: Socket[] = await once(server, 'connection')
  const closed = once(connection!.resume(), 'close')
  started.kill('SIGTERM')
  await closed
  expect(await printed).toBe('Stopped by SIGTERM; nothing was written.\n')
  server.close()
})
