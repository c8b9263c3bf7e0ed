import type { Command } from 'commander'
import type { ExitCode } from './exit-codes.ts'
import type { Io } from './terminal/io.ts'

/** Adds a command to the program. What it works with is loaded when it runs: `--help` loads none of it. */
export type AddCommand = (program: Command, io: Io, exit: (code: ExitCode) => void) => void
