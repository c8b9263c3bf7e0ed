import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'
import { exitCodes } from '../exit-codes.ts'

export const addCompletion: AddCommand = (program, io, exit) => {
  const command = program
    .command('completion')
    .usage('<shell>')
    .summary('what makes bash, zsh or fish complete words')
    .description('Prints a script that makes the shell complete commands, options, models and fields.')
    .addArgument(program.createArgument('<shell>').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: string) => {
      const { script } = await import('@bomb.sh/tab')
      script(shell, 'apikley', 'apikley')
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
    .argument('[words...]')
    .action(async (words: readonly string[]) => {
      const { suggest } = await import('../completion/suggest.ts')
      const { values, directive } = await suggest(io, program, words)
      for (const [value, description] of values) io.stdout.write(`${value}\t${description}\n`)
      io.stdout.write(`:${directive}\n`)
      exit(exitCodes.ok)
    })
}
