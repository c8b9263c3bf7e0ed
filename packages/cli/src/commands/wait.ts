import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'
import { span } from '../options.ts'

export const addWait: AddCommand = (program, ...rest) => {
  const command = program
    .command('wait')
    .usage('<task> [options]')
    .argument('<task>')
    .summary('wait for a task again, and save its result')
    .description('Waits for a task, by its id or its key, and saves its result. Orders nothing.')
    .option('--save <path>', 'where the result goes, if the order did not say it')
    .option('--timeout <time>', 'how long to wait, such as 90s or 2h (30m)', span)
    .action(action(rest, async () => (await import('../task/wait.ts')).wait))
  addExamples(command, 'apikley wait 0123456789abcdef0123456789abcdef --save a.mp4', 'apikley wait order-17')
}
