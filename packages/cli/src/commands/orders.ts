import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'
import { span } from '../options.ts'

export const addRecover: AddCommand = (program, ...rest) => {
  const command = program
    .command('recover')
    .summary('finish what is open: wait, save, report')
    .description('Waits for all tasks that are open, saves what is paid and not saved, orders nothing.')
    .option('--save <folder>', 'where results go that were not told where')
    .option('--timeout <time>', 'how long to wait for each, such as 90s or 2h (30m)', span)
    .action(action(rest, async () => (await import('../orders/recover.ts')).recover))
  addExamples(command, 'apikley recover', 'apikley recover --save clips/ --output json')
}

export const addSettle: AddCommand = (program, ...rest) => {
  const command = program
    .command('settle')
    .usage('<key> [options]')
    .argument('<key>')
    .summary('say what became of an order nobody knows of')
    .description('Writes into the ledger what you found out about an order that nobody knows the outcome of.')
    .option('--task <id>', 'it has made this task')
    .option('--not-created', 'it has made none: the key may be sent again')
    .action(action(rest, async () => (await import('../orders/decide.ts')).settle))
  addExamples(
    command,
    'apikley settle order-17 --task 0123456789abcdef0123456789abcdef',
    'apikley settle order-17 --not-created',
  )
}

export const addForget: AddCommand = (program, ...rest) => {
  const command = program
    .command('forget')
    .usage('<key> --reason <why>')
    .argument('<key>')
    .summary('close an order that nobody can finish')
    .description(
      'Closes an order that nobody can finish. Its key is never free again, its credits stay counted.',
    )
    .requiredOption('--reason <why>', 'why nobody can: kept in the ledger')
    .action(action(rest, async () => (await import('../orders/decide.ts')).forget))
  addExamples(command, "apikley forget order-17 --reason 'the result has expired'")
}
