import { CommanderError } from 'commander'
import { refuseKey } from './connection/refuse-key.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { createProgram, withoutValue } from './program.ts'
import type { Io } from './terminal/io.ts'

/**
 * Runs a command line and answers its exit code. Words that no command knows are refused with the likely one named,
 * before anything is read or sent.
 */
export async function runCommandLine(words: readonly string[], io: Io): Promise<ExitCode> {
  const refusal = refuseKey(words, io.env)
  if (refusal !== undefined) {
    io.stderr.write(`apikley: ${refusal}\n`)
    return refused(io, words, refusal)
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
    if (error.exitCode === 0) return exitCodes.ok
    // The error itself is printed already.
    const isUnknownOption = error.code === 'commander.unknownOption'
    const hint = isUnknownOption
      ? await (await import('./unknown-option.ts')).hintOf(io, program, words, error.message)
      : ''
    io.stderr.write(hint)
    const message =
      error.code === 'commander.help'
        ? 'it lacks the command: its help lists them'
        : withoutValue(error.message)
    return refused(io, words, message, hint)
  }
}

/** Tells programs, too, that the command line is wrong, if they asked for documents anywhere in it. */
function refused(io: Io, words: readonly string[], message: string, hint = 'Nothing was sent.'): ExitCode {
  const asksForJson = words.some((word, index) => {
    const given = word === '--output' ? `--output=${words[index + 1]}` : word
    return given === '--json' || /^--output=(?:nd)?json$/.test(given)
  })
  if (asksForJson) {
    const nextStep = hint.replaceAll(/^ +/gm, '').trim()
    const error = { message, nextStep, exitCode: exitCodes.usage, moneySpent: 'no' }
    io.stdout.write(`${JSON.stringify({ error })}\n`)
  }
  return exitCodes.usage
}
