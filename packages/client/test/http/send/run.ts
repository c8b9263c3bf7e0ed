import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

interface RunOptions {
  readonly env?: Record<string, string>
  /** Flags of Node. */
  readonly flags?: readonly string[]
  /** How many files the process may have open. */
  readonly files?: number
}

interface Ended {
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program of this folder in a process of its own, which knows none of the proxies and certificates of this one. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, flags = [], files }: RunOptions = {},
): Promise<Ended> {
  const path = fileURLToPath(new URL(program, import.meta.url))
  const command = [process.execPath, '--no-warnings', ...flags, path, ...args]
  const limited = files ? ['/bin/sh', '-c', `ulimit -n ${files}; exec "$@"`, 'sh', ...command] : command
  const [file = '', ...rest] = limited
  return new Promise((resolve) => {
    execFile(
      file,
      rest,
      { env: { PATH: process.env['PATH'], ...env }, timeout: 50_000 },
      (_, stdout, stderr) => resolve({ stdout, stderr }),
    )
  })
}
