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

/** What this process hands on: where programs are found, and where they lie compiled. */
const { PATH, NODE_COMPILE_CACHE } = process.env

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
      { env: { PATH, NODE_COMPILE_CACHE, ...env }, timeout: 50_000 },
      (_, stdout, stderr) => resolve({ stdout, stderr }),
    )
  })
}
