import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'

export const addSave: AddCommand = (program, ...rest) => {
  const command = program
    .command('save')
    .usage('<task> <path>')
    .argument('<task>')
    .argument('<path>')
    .summary('save the result of a task that has ended')
    .description(
      'Saves the result of a task that has ended, by its id, its key, or the address of the result.',
    )
    .action(action(rest, async () => (await import('../files/save.ts')).save))
  addExamples(
    command,
    'apikley save 0123456789abcdef0123456789abcdef lighthouse.mp4',
    'apikley save order-17 clips/',
  )
}

export const addUpload: AddCommand = (program, ...rest) => {
  const command = program
    .command('upload')
    .usage('<file>… [options]')
    .argument('<files...>')
    .summary('upload files, and print their addresses')
    .description('Uploads files to be used as inputs, and prints the address of each. Costs nothing.')
    .option('--to <folder>', 'the folder in the upload area (one a file)')
    .action(action(rest, async () => (await import('../files/upload.ts')).upload))
  addExamples(command, 'apikley upload photo.png', 'apikley upload a.png b.png --output json')
}
