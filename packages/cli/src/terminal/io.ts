import type { Readable, Writable } from 'node:stream'

/** A stream that may be a terminal. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number }
export type Input = Readable & { readonly isTTY?: boolean }

/** What a command reads from and writes to, handed in so that tests can run commands without a process of their own. */
export interface Io {
  readonly stdin: Input
  /** Results only: a path, a table, a JSON document. */
  readonly stdout: Output
  /** Progress, questions, warnings, errors. */
  readonly stderr: Output
  readonly env: Readonly<Record<string, string | undefined>>
  /** Absolute. Relative paths of the command line start here. */
  readonly cwd: string
  /** Tells of each Ctrl-C (and SIGTERM) until the function that it answers is called. Absent: there are none. */
  readonly onInterrupt?: (listener: () => void) => () => void
  /** Ends the process at once. */
  readonly exit?: (code: number) => void
}

const signals = ['SIGINT', 'SIGTERM'] as const

export function processIo(): Io {
  const { stdin, stdout, stderr, env } = process
  // Whoever reads the output may go (`apikley tasks | head -1`); that is no failure.
  for (const stream of [stdout, stderr]) stream.on('error', () => {})
  return {
    stdin,
    stdout,
    stderr,
    env,
    cwd: process.cwd(),
    onInterrupt: (listener) => {
      for (const signal of signals) process.on(signal, listener)
      return () => {
        for (const signal of signals) process.off(signal, listener)
      }
    },
    exit: (code) => process.exit(code),
  }
}
