import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'
import { addMoneyOptions } from '../money/options.ts'
import { span, wholeNumber } from '../options.ts'

export const addBatch: AddCommand = (program, ...rest) => {
  const command = program
    .command('batch')
    .usage('<file> [options]')
    .argument('<file>')
    .summary('make what a file orders; run again, it goes on')
    .description(
      'Makes one task for each row of a CSV or JSONL file (- for stdin): columns are fields, or model, key, save. Run again, also after a crash, it goes on.',
    )
    .option('--model <id>', 'the model of rows that name none')
    .option('--save <folder>', 'where the results and report.csv go')
    .option('--batch <name>', 'a name (that of the file): another one pays anew')
  addMoneyOptions(command, '0')
    .option('--retry-failed', 'order again what has failed before')
    .option('--concurrency <n>', 'how many are under way at once (100)', wholeNumber)
    .option('--timeout <time>', 'how long to wait for each, such as 90s or 2h (30m)', span)
    .option('--credits-timeout <time>', 'how long to wait for a top-up (30m)', span)
    .option('--unchecked', 'take models that nobody has described')
    .action(action(rest, async () => (await import('../batch/batch.ts')).batch))
  addExamples(
    command,
    'apikley batch prompts.csv --model <id> --save clips/ --dry-run',
    'apikley batch orders.jsonl --save clips/ --max-credits 5000 --output ndjson',
  )
}
