import type { Command } from 'commander'
import { action } from '../action.ts'
import type { AddCommand } from '../add-command.ts'
import { addExamples } from '../help.ts'
import { collect, wholeNumber } from '../options.ts'

/** The commands around models in a program of the user's own. */
export const addModels: AddCommand = (program, ...rest) => {
  const models = program
    .command('models')
    .usage('<command>')
    .summary('any model, typed, in your own project')
    .description('Brings models into your project, typed and checked, made of their documentation pages.')
  addExamples(
    models,
    'apikley models add https://docs.apikley.ru/llms.txt --match kling',
    'apikley models update --dry-run',
  )

  const add = models
    .command('add')
    .usage('<page, file, folder, llms.txt, id or -> [options]')
    .argument('<sources...>')
    .summary('take pages in, and generate their models')
    .description(
      'Takes pages in by address, file, folder, index (llms.txt), model id or stdin (-), or a JSON Schema, and generates.',
    )
    .option('--match <text>', 'only what has this in title, address or path', collect)
    .option('--rate <n>', 'requests a second (5)', wholeNumber)
    .option('--id <model>', 'the model that a JSON Schema describes')
    .option('--choose <choice>', 'model=<id> or <line>=<place>, if a page is unclear', collect)
    .option('--verbose', 'list what was passed over')
  addForm(addHosts(add)).action(action(rest, async () => (await import('../project-models/add.ts')).add))
  addExamples(
    add,
    'apikley models add https://docs.apikley.ru/market/kling/v2-1-master.md',
    'apikley models add https://docs.apikley.ru/llms.txt --match kling',
    'pbpaste | apikley models add - --id maker/model',
  )

  const update = models
    .command('update')
    .usage('[model]… [options]')
    .argument('[models...]')
    .summary('fetch the pages again, tell what changes')
    .description(
      'Fetches and reads the pages again, tells what changes for your program, and writes it after a yes.',
    )
    .option('--dry-run', 'tell it, and write nothing')
    .option('--rate <n>', 'requests a second (5)', wholeNumber)
    .option('--force', 'overwrite generated files that somebody changed')
  addHosts(update).action(action(rest, async () => (await import('../project-models/update.ts')).update))
  addExamples(update, 'apikley models update --dry-run', 'apikley models update --yes')

  const list = models
    .command('list')
    .summary('the models of the project')
    .description('Lists the models of the project, and where their pages are from.')
    .action(action(rest, async () => (await import('../project-models/list.ts')).list))
  addExamples(list, 'apikley models list', 'apikley models list --json')

  const show = models
    .command('show')
    .usage('<model>')
    .argument('<model>')
    .summary('fields, defaults and limits of one')
    .description('Shows what a model takes: its fields, their defaults and limits.')
    .action(action(rest, async () => (await import('../project-models/show.ts')).show))
  addExamples(show, 'apikley models show kling/v2-1-master-text-to-video')

  const remove = models
    .command('remove')
    .usage('<model>…')
    .argument('<models...>')
    .summary('take models out, with their pages')
    .description('Takes models out of the project, with their pages.')
    .option('--force', 'overwrite generated files that somebody changed')
    .action(action(rest, async () => (await import('../project-models/remove.ts')).remove))
  addExamples(remove, 'apikley models remove kling/v2-1-master-text-to-video')

  const generate = models
    .command('generate')
    .summary('make the generated files again, offline')
    .description('Makes the generated files again from the pages of the project, without the network.')
  addForm(generate).action(
    action(rest, async () => (await import('../project-models/generate-command.ts')).generate),
  )
  addExamples(generate, 'apikley models generate', 'apikley models generate --js')

  const check = models
    .command('check')
    .summary('for CI: fail where generate would change something')
    .description('Compares what is there with what the pages make, offline. Fails where they differ. For CI.')
    .action(action(rest, async () => (await import('../project-models/generate-command.ts')).check))
  addExamples(check, 'apikley models check')
}

function addForm(command: Command): Command {
  return command
    .option('--ts', 'TypeScript, as where there is a tsconfig.json')
    .option('--js', 'JavaScript with declarations')
    .option('--force', 'overwrite generated files that somebody changed')
}

function addHosts(command: Command): Command {
  return command
    .option('--allow-host <host>', 'fetch pages from there, too', collect)
    .option('--yes', 'ask nothing')
}
