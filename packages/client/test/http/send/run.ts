import { execFile } from 'node:child_process'
import { programOf } from '../../programs.ts'

interface RunOptions {
  readonly env?: Record<string, string>
  /** How many files the process may have open. */
  readonly files?: number
}

interface Ended {
  readonly stdout: string
  readonly stderr: string
}

/** What this process hands on: where programs are found. */
const { PATH } = process.env

/** Runs a built program in a process of its own, which knows none of the proxies and certificates of this one. */
export function run(
  program: string,
  args: readonly string[],
  { env = {}, files }: RunOptions = {},
): Promise<Ended> {
  const command = [process.execPath, '--no-warnings', programOf(program), ...args]
  const limited = files ? ['/bin/sh', '-c', `ulimit -n ${files}; exec "$@"`, 'sh', ...command] : command
  const [file = '', ...rest] = limited
  return new Promise((resolve) => {
    execFile(file, rest, { env: { PATH, ...env }, timeout: 50_000 }, (_, stdout, stderr) =>
      resolve({ stdout, stderr }),
    )
  })
}
