import { spawnSync } from 'node:child_process'

/** How a child is started; `show` lets its output through instead of collecting it. */
export interface RunOptions {
  cwd: string
  env?: NodeJS.ProcessEnv
  show?: boolean
}

/** Runs a command to its end and returns what it printed; a failure is an error that carries that output. */
export function run(command: string, args: readonly string[], { cwd, env, show }: RunOptions): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env: env ?? process.env,
    encoding: 'utf8',
    stdio: show ? 'inherit' : 'pipe',
    // pnpm is a .cmd file on Windows.
    shell: process.platform === 'win32' && command !== process.execPath,
  })
  if (error) throw new Error(`${command} could not be started: ${error.message}`, { cause: error })
  if (status !== 0) {
    const output = show ? 'its output is above' : `${stdout}${stderr}`.trim()
    throw new Error(`${[command, ...args].join(' ')} ended with ${status}: ${output}`)
  }
  return stdout ?? ''
}
