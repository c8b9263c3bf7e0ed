import { spawn } from 'node:child_process'
import { environment } from '../environment.ts'
import { SpecError } from '@apikley/pages/document'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

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
    detached: process.platform !== 'win32',
    shell: process.platform === 'win32',
  })
  const stop = (): void => {
    if (process.platform === 'win32' || child.pid === undefined) child.kill()
    else process.kill(-child.pid, 'SIGKILL')
  }
  let stoppedBy: NodeJS.Signals | undefined
  const hear = (signal: NodeJS.Signals): void => {
    stoppedBy = signal
    stop()
  }
  for (const signal of signals) process.on(signal, hear)
  try {
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (printed += text))
    }
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', ({ message }) => {
        const advice = `Is ${command} installed, and in PATH? \`npx --yes pnpm@<version> run spec …\` brings pnpm along.`
        reject(new SpecError([`${what}: \`${command}\` cannot be started (${message}). ${advice}`]))
      })
      child.once('close', resolve)
    })
    if (stoppedBy !== undefined) throw new SpecError([`Stopped by ${stoppedBy}; nothing was written.`])
    if (code !== 0) {
      const lines = printed.trimEnd().split('\n').slice(-told)
      throw new SpecError([`${what}: \`${[command, ...args].join(' ')}\` ended with ${code}:`, ...lines])
    }
    return printed
  } finally {
    for (const signal of signals) process.off(signal, hear)
  }
}
