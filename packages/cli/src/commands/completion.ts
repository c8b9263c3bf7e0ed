import type { AddCommand } from '../add-command.ts'
import { type Shell, shells } from '../completion/shells.ts'
import { exitCodes } from '../exit-codes.ts'
import { addExamples } from '../help.ts'

export const addCompletion: AddCommand = (program, io, exit) => {
  const command = program
    .command('completion')
    .usage('<shell>')
    .summary('what makes bash, zsh or fish complete words')
    .description('Prints a script that makes the shell complete commands, options, models and fields.')
    .addArgument(program.createArgument('<shell>').choices(shells))
    .action(async (shell: Shell) => {
      const { scripts } = await import('../completion/scripts.ts')
      io.stdout.write(scripts[shell])
      exit(exitCodes.ok)
    })
  addExamples(
    command,
    'apikley completion bash > ~/.local/share/bash-completion/completions/apikley',
    "echo 'source <(apikley completion zsh)' >> ~/.zshrc",
    'apikley completion fish > ~/.config/fish/completions/apikley.fish',
  )
  // What the script asks.
  program
    .command('complete', { hidden: true })
    .addArgument(program.createArgument('<shell>').choices(shells))
    .argument('[words...]')
    .action(async (shell: Shell, given: readonly string[]) => {
      const { answerOf, wordsOf } = await import('../completion/answer.ts')
      const { suggest } = await import('../completion/suggest.ts')
      const words = wordsOf(shell, given)
      io.stdout.write(answerOf(shell, words.at(-1) ?? '', await suggest(io, program, words)))
      exit(exitCodes.ok)
    })
}
