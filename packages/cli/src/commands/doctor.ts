import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'

export const addDoctor: AddCommand = (program, ...rest) => {
  const command = program
    .command('doctor')
    .summary('are key, network, clock and ledger right?')
    .description('Looks at key, network, clock, account, ledger and callback address. Spends nothing.')
    .option('--callback-url <url>', 'can it be reached? (or APIKLEY_CALLBACK_URL)')
    .action(action(rest, async () => (await import('../doctor/doctor.ts')).doctor))
  addExamples(command, 'apikley doctor', 'apikley doctor --callback-url https://example.com/apikley')
}
