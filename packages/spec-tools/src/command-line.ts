import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import path from 'node:path'
import type { DiffOptions } from './commands/diff.ts'
import type { ImportOptions } from './commands/import.ts'
import type { PlanOptions, UpgradeCommandOptions } from './commands/plan.ts'
import type { TypesOptions } from './commands/types.ts'
import { SpecError } from '@apikley/pages/document'
import { repositoryRoot } from './specs-folder.ts'
import { print, printError, printProblems } from './text/print.ts'
import { testLevels } from './upgrade/upgrade.ts'
import { finishInterrupted } from './writing/log.ts'

/** Runs a command line, prints what is wrong with it, and answers the exit code: 2 where nothing was done for its words. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  try {
    return await run(words)
  } catch (error) {
    // Printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    if (error instanceof SpecError) printProblems(error.problems)
    // A mistake of ours; its message may hold words of a page all the same.
    else printError(error instanceof Error ? (error.stack ?? error.message) : String(error))
    return 1
  }
}

/**
 * Each command is loaded when it is asked for: some bring a compiler with them.
 * @throws SpecError, and CommanderError for words that it does not know.
 */
async function run(words: readonly string[]): Promise<number> {
  let exitCode = 0
  const spec = new Command('spec')
    .description('From pages of upstream to the bundle, and from the bundle to types.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => print(text.trimEnd()),
      writeErr: (text) => printError(text.trimEnd()),
    })
    .showHelpAfterError()
    .hook('preAction', async (_, command) => {
      const finished = await finishInterrupted(command.opts<{ root?: string }>().root ?? repositoryRoot)
      if (finished !== undefined) printError(finished)
    })
  const command = (name: string, summary: string): Command => spec.command(name).description(summary)

  reading(command('import', 'take pages in: vendor, lock and bundle, all of them or nothing'), '<sources...>')
    .option('--verbose', 'list what is passed over in folders and indexes')
    .option('--rate <number>', 'requests a second while an index is walked', positive, 5)
    .action(async (sources: string[], options: ImportOptions) => {
      exitCode = await (await import('./commands/import.ts')).importPages(sources, options)
    })
  reading(
    command('plan', 'what taking pages in would change, for whom, and how it is released'),
    '[sources...]',
  )
    .option('--json', 'the plan as JSON')
    .addOption(
      new Option('--check', 'take nothing in, and fail unless everything is as specs/ says it').conflicts(
        'write',
      ),
    )
    .option('--verbose', 'list what is passed over in folders and indexes')
    .option('--write', 'carry it out: pages, bundle, types, schemas and changeset, all or nothing')
    .option('--retire-overlays', 'delete overlays that correct nothing any more')
    .action(async (sources: string[], options: PlanOptions) => {
      exitCode = await (await import('./commands/plan.ts')).plan(sources, options)
    })
  reading(command('upgrade', 'plan, generate, build, test and write, all of it or nothing'), '[sources...]')
    .option('--dry', 'try everything, and write nothing')
    .addOption(
      new Option(
        '--test <level>',
        'full: all that CI runs, some minutes; contract: types and contract tests, seconds',
      )
        .choices(testLevels)
        .default('full'),
    )
    .option(
      '--summary <file>',
      'write what is printed, or the reason why nothing was written, to a file as well',
    )
    .option('--json', 'print the plan for programs instead of the summary')
    .option('--retire-overlays', 'delete overlays that correct nothing any more')
    .action(async (sources: string[], options: UpgradeCommandOptions) => {
      exitCode = await (await import('./commands/plan.ts')).upgradePages(sources, options)
    })
  command(
    'diff',
    'what changed between two OpenAPI documents, or pages that hold one, and which bump that asks for',
  )
    .argument('<old>')
    .argument('<new>')
    .option('--json', '{bump, changes: [{id, place, direction, level, text, model?, money?, behaviour?}]}')
    .action(async (older: string, newer: string, options: DiffOptions) => {
      await (await import('./commands/diff.ts')).diff(older, newer, options)
    })
  command('bundle', 'make specs/openapi.json of pages, overlays and supplements')
    .option('--check', 'only compare')
    .action(async ({ check }: { check?: boolean }) => {
      exitCode = (await import('./commands/bundle.ts')).bundle(check)
    })
  command('lint', 'hold specs/openapi.json to the rules of specs/redocly.yaml').action(async () => {
    exitCode = await (await import('./commands/lint.ts')).lint()
  })
  rooted(command('released', 'record the bundle as the one of the last release'))
    .option('--check', 'only compare')
    .action(async ({ root, check }: { root: string; check?: boolean }) => {
      exitCode = await (await import('./commands/released.ts')).released(root, check)
    })
  command('types', 'make TypeScript types, model values and JSON Schemas of the bundle')
    .requiredOption('--spec <openapi.json>')
    .requiredOption('--out <folder>', 'of the types; nothing else may be in it')
    .requiredOption('--schemas <folder>', 'of the JSON Schemas; nothing else may be in it')
    .option('--package <package.json>', 'is stamped with the version of the bundle')
    .option('--check', 'only compare')
    .action(async (options: TypesOptions) => {
      exitCode = await (await import('./commands/types.ts')).types(options)
    })

  await spec.parseAsync(words, { from: 'user' })
  return exitCode
}

/** What all commands that read pages have in common. */
function reading(command: Command, sources: string): Command {
  return rooted(command)
    .argument(
      sources,
      `files, folders, addresses, or an llms.txt${sources.startsWith('[') ? '; default: all that specs/sources.json has an address of' : ''}`,
    )
    .option(
      '--choose <choice>',
      'decide what a page leaves open, as its refusal shows; for one page only',
      collected,
      [],
    )
    .option('--skip-refused', 'leave out, and tell, refused pages of which nothing was taken before')
    .option('--withdraw', 'take out the models whose pages are gone; else they stay, and are named')
}

function rooted(command: Command): Command {
  const root = new Option('--root <folder>', 'the repository that is meant')
  return command.addOption(
    root.argParser((folder) => path.resolve(folder)).default(repositoryRoot, 'this one'),
  )
}

function collected(choice: string, before: readonly string[]): readonly string[] {
  return [...before, choice]
}

function positive(text: string): number {
  if (Number(text) > 0) return Number(text)
  throw new InvalidArgumentError('It is a number above 0.')
}
