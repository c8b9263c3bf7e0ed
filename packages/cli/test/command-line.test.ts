import { PassThrough, Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { runCommandLine } from '../src/command-line.ts'

describe('the command line', () => {
  it('refuses what it does not know, and sends nothing', async () => {
    const stdout = new PassThrough()
    const stderr = new PassThrough()
    const code = await runCommandLine(['--verison'], {
      stdin: Readable.from([]),
      stdout,
      stderr,
      env: {},
      cwd: '/',
    })
    expect(code).toBe(2)
    expect(String(stderr.read())).toContain('Did you mean --version?')
  })
})
