import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'

export const addCredits: AddCommand = (program, ...rest) => {
  const command = program
    .command('credits')
    .summary('what is left on the account')
    .description('Prints what is left on the account, in credits. Spends nothing.')
    .action(action(rest, async () => (await import('../account/credits.ts')).credits))
  addExamples(command, 'apikley credits', 'apikley credits --output json')
}
