import type { AddCommand } from '../add-command.ts'

/** `apikley help run` is `apikley run --help`. */
export const addHelp: AddCommand = (program) => {
  program
    .command('help', { hidden: true })
    .argument('[command]')
    .action(async (name: string | undefined) => {
      const isKnown = program.commands.some((command) => command.name() === name)
      // A name that is not known is refused as a command is.
      const words = name === undefined ? ['--help'] : isKnown ? [name, '--help'] : [name]
      await program.parseAsync(words, { from: 'user' })
    })
}
