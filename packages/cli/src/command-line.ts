import { CommanderError } from 'commander'
import { refuseKey } from './connection/refuse-key.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { createProgram } from './program.ts'
import type { Io } from './terminal/io.ts'

/**
 * Runs a command line and answers its exit code. Words that no command knows are refused with the likely one named,
 * before anything is read or sent.
 */
export async function runCommandLine(words: readonly string[], io: Io): Promise<ExitCode> {
  const refusal = refuseKey(words, io.env)
  if (refusal !== undefined) {
    io.stderr.write(`apikley: ${refusal}\n`)
    return exitCodes.usage
  }
  let code: ExitCode = exitCodes.ok
  const program = createProgram(io, (exitCode) => {
    code = exitCode
  })
  try {
    await program.parseAsync(words, { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    // The error itself is printed already.
    if (error.code === 'commander.unknownOption') {
      const { hintOf } = await import('./unknown-option.ts')
      io.stderr.write(await hintOf(io, program, words, error.message))
    }
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
  }
}
