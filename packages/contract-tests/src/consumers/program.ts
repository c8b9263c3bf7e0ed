import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'

/** What a program printed and how it ended. */
export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface ProgramOptions {
  cwd: string
  env?: Record<string, string>
  /** Milliseconds after which the program is ended; it then has no exit code. Default: two minutes. */
  timeoutMs?: number
  /** Whether the program can be written to. Default: `ignore`, its input is empty. */
  stdin?: 'ignore' | 'pipe'
}

// What pnpm, turbo and vitest leave in the environment; a consumer's shell has none of it.
const ours =
  /^(?:npm_(?:package|lifecycle|config_user_agent|execpath|command)|pnpm_|NODE_(?:PATH|OPTIONS|ENV)|VITEST|TURBO)/

/** The environment of someone who never heard of this workspace. */
function consumerEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !ours.test(name))
  return { ...Object.fromEntries(inherited), NO_COLOR: '1', ...extra }
}

export function startProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): ChildProcess {
  return spawn(command, args, {
    cwd: options.cwd,
    env: consumerEnvironment(options.env),
    stdio: [options.stdin ?? 'ignore', 'pipe', 'pipe'],
    timeout: options.timeoutMs ?? 120_000,
    // npm and what it puts into .bin are .cmd files on Windows.
    shell: process.platform === 'win32' && !command.endsWith('.exe'),
  })
}

/** Runs a program to its end. Never rejects because of its exit code: that is for the caller to judge. */
export async function runProgram(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<Ended> {
  const child = startProgram(command, args, options)
  const ended = { stdout: '', stderr: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (ended.stderr += text))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  return { code, ...ended }
}

/** Runs a program that has to succeed, and returns what it printed. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<string> {
  const { code, stdout, stderr } = await runProgram(command, args, options)
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} ended with ${code}:\n${stdout}${stderr}`)
  return stdout
}
