import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { environment } from '../environment.ts'
import { reasonOf, SpecError } from '@apikley/pages/document'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
const isWindows = process.platform === 'win32'

/** Everything that was printed is kept; of a failure these last lines are told. */
const told = 40

/**
 * Runs a program to its end and returns what it printed. Whoever asks this process to stop meanwhile, stops the program
 * and all that it started.
 * @param what What the program does, for the error: `the contract tests`.
 * @throws SpecError with the last lines that it printed, when it ends with anything but 0.
 */
export async function runProgram(
  what: string,
  cwd: string,
  command: string,
  args: readonly string[],
): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env: { ...environment(), NO_COLOR: '1', TURBO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, which can be ended as a whole. Windows has no groups, and pnpm is a .cmd file there.
    detached: !isWindows,
    shell: isWindows,
  })
  let stoppedBy: NodeJS.Signals | undefined
  const stop = (signal: NodeJS.Signals): void => {
    stoppedBy = signal
    if (isWindows || child.pid === undefined) child.kill()
    else process.kill(-child.pid, 'SIGKILL')
  }
  for (const signal of signals) process.on(signal, stop)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text))
  }
  try {
    const [code]: (number | null)[] = await once(child, 'close')
    if (stoppedBy !== undefined) throw new SpecError([`Stopped by ${stoppedBy}; nothing was written.`])
    if (code === 0) return printed
    const lines = printed.trimEnd().split('\n').slice(-told)
    throw new SpecError([`${what}: \`${[command, ...args].join(' ')}\` ended with ${code}:`, ...lines])
  } catch (error) {
    if (error instanceof SpecError) throw error
    const advice = `Is ${command} installed, and in PATH? \`npx --yes pnpm@<version> run spec …\` brings pnpm along.`
    throw new SpecError([`${what}: \`${command}\` cannot be started (${reasonOf(error)}). ${advice}`])
  } finally {
    for (const signal of signals) process.off(signal, stop)
  }
}
