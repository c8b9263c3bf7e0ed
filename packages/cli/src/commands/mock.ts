import { type Command } from 'commander'
import type { AddCommand } from '../add-command.ts'
import type { ExitCode } from '../exit-codes.ts'

export const addMock: AddCommand = (program, _io, exit) => {
  // The mock reads its own options, and refuses those that it does not know.
  const command: Command = program
    .command('mock')
    .usage('[options]')
    .summary('the API on your own machine: costs nothing')
    .helpOption(false)
    .allowUnknownOption()
    .allowExcessArguments()
    .argument('[words...]')
    .action(async () => {
      const { runMock } = await import('@apikley/mock/run-mock')
      const { rawArgs } = program as Command & { rawArgs: readonly string[] }
      await runMock(rawArgs.slice(rawArgs.indexOf(command.name()) + 1), 'apikley mock')
      exit((process.exitCode ?? 0) as ExitCode)
    })
}
