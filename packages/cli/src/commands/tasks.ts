import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'
import { collect, span, wholeNumber } from '../options.ts'

export const addTasks: AddCommand = (program, ...rest) => {
  const command = program
    .command('tasks')
    .usage('[text] [options]')
    .argument('[text]')
    .summary('what this machine has ordered, newest first')
    .description(
      'Lists what the ledger knows, newest first: all, or those whose key, task or model has the text.',
    )
    .option('--state <state>', 'only these: accepted, succeeded, failed, unknown, …', collect)
    .option('--open', 'only those with something left to do')
    .option('--since <time>', 'only those of the last 2h, 7d, …', span)
    .option('--limit <n>', 'how many (20)', wholeNumber)
    .option('--all', 'all of them')
    .action(action(rest, async () => (await import('../orders/tasks.ts')).tasks))
  addExamples(command, 'apikley tasks', 'apikley tasks --open', 'apikley tasks kling --since 7d --json')
}
