import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { type ExitCode, exitCodes } from './exit-codes.ts'
import type { Io } from './terminal/io.ts'
import { UsageError } from './usage-error.ts'

/** Adds a command to the program. What it works with is loaded when it runs: `--help` loads none of it. */
export type AddCommand = (program: Command, io: Io, exit: (code: ExitCode) => void) => void

const commands: readonly AddCommand[] = []

/**
 * Runs a command line and answers its exit code. Words that no command knows are refused with the likely one named,
 * before anything is read or sent.
 */
export async function runCommandLine(words: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = exitCodes.ok
  const program = new Command('apikley')
    .description('AI videos and images through the Apikley API, never paid twice.')
    .version(manifest.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
    })
    .showSuggestionAfterError()
  for (const add of commands) {
    add(program, io, (exitCode) => {
      code = exitCode
    })
  }
  try {
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    // Printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    if (error instanceof UsageError) {
      io.stderr.write(`apikley: ${error.message}\n`)
      return exitCodes.usage
    }
    throw error
  }
}
