import { type Command } from 'commander'
import type { AddCommand } from '../add-command.ts'
import type { ExitCode } from '../exit-codes.ts'

export const addMock: AddCommand = (program, io, exit) => {
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
      const { findProject } = await import('../project-models/project.ts')
      const { readModels } = await import('../project-models/values.ts')
      const { rawArgs } = program as Command & { rawArgs: readonly string[] }
      const words = rawArgs.slice(rawArgs.indexOf(command.name()) + 1)
      try {
        await runMock(words, 'apikley mock', readModels(findProject(io)))
        exit((process.exitCode ?? 0) as ExitCode)
      } catch (error) {
        const { createPrinter } = await import('../terminal/printer.ts')
        const { report } = await import('../errors/report.ts')
        exit(report(createPrinter(io), error))
      }
    })
}
