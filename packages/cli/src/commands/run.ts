import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'
import { addMoneyOptions } from '../money/options.ts'
import { collect, span } from '../options.ts'

export const addRun: AddCommand = (program, ...rest) => {
  const command = program
    .command('run')
    .usage('<model> field=value… [options]')
    .argument('<model>')
    .argument('[fields...]')
    .summary('make one: check, ask, submit, wait, save')
    .description('Makes one task, waits for its result and saves it. Ctrl-C ends the waiting, not the task.')
    .option('--input <file>', 'fields as JSON from a file, or - for stdin')
    .option('--save <path>', 'where the result goes; a folder with / at its end')
    .option('--key <key>', 'a name for the order: the same one never pays twice')
  addMoneyOptions(command, '200')
    .option('--no-wait', 'print the id of the task, and do not wait')
    .option('--timeout <time>', 'how long to wait, such as 90s or 2h (30m)', span)
    .option('--callback-url <url>', 'where the API reports the end')
    .option('--beside <field=value>', 'a field of the request beside the input', collect)
    .option('--unchecked', 'take a model that nobody has described')
    .action(action(rest, async () => (await import('../task/run.ts')).run))
  addExamples(
    command,
    "apikley run kling/v2-1-master-text-to-video prompt='dusk' --save dusk.mp4",
    'apikley run <model> prompt=@prompt.txt image_url=@photo.png seed:=7 --dry-run',
    'echo \'{"prompt":"dusk"}\' | apikley run <model> --input - --yes --output json',
  )
}
