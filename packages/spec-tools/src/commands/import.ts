import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { bundleFile, bundleText, makeBundle } from '../bundle/bundle.ts'
import type { Command } from '../command.ts'
import type { Gathered } from '../fetching/gather.ts'
import { describeOutcome, describeSkipped } from '../sources/describe-outcome.ts'
import { sha256 } from '../sources/lock.ts'
import { readSources } from '../sources/read.ts'
import { takeIn, type TakenIn } from '../sources/take-in.ts'
import { SpecError } from '../spec-error.ts'
import { digestOf, writeAll } from '../writing/write-all.ts'
import { gatherNamed } from './gather-named.ts'
import { rootIn } from './root.ts'
import { print, printError, printProblems } from '../text/print.ts'

const usage = `spec import <file | folder | url | llms.txt>…
  --choose <choice>   decide what a page leaves open, in the form that its refusal shows; for one page only
  --skip-refused      take in what can be, and leave out what is refused; without it a refusal stops everything
  --withdraw          remove the pages that upstream publishes no longer
  --rate <number>     requests a second while an index is walked; default: 5
  --verbose           list what is passed over in folders and indexes
  --root <folder>     the repository whose specs/ is meant; default: this one`

/** Takes pages in: `specs/vendor`, `specs/sources.json` and the bundle, all of them or nothing. */
export const importPages: Command = {
  summary: 'take pages in, from files, folders, addresses or an llms.txt: vendor, lock and bundle',

  async run(args) {
    const { values, positionals } = parse(args)
    const rate = Number(values.rate)
    if (positionals.length === 0 || !(rate > 0)) {
      printError(usage)
      return 2
    }
    try {
      return await importFrom(positionals, { ...values, rate, root: rootIn(args) })
    } catch (error) {
      if (error instanceof SpecError) return refuseAll(error.problems)
      throw error
    }
  },
}

interface ImportOptions {
  readonly choose: readonly string[]
  readonly 'skip-refused': boolean
  readonly withdraw: boolean
  readonly rate: number
  readonly verbose: boolean
  readonly root: string
}

async function importFrom(named: readonly string[], options: ImportOptions): Promise<number> {
  const { root, choose, rate, withdraw } = options
  const seen = await digestsOf(root)
  const sources = readSources(pathToFileURL(path.join(root, 'specs/')))
  const lock = { pages: sources.pages.map((page) => page.lock) }
  const gathered = await gatherNamed(named, lock, choose, rate)
  const taken = takeIn(sources, gathered.intakes, gathered.refused, withdraw ? gathered.withdrawn : [])
  report(taken, gathered, options)
  const problem = whyNot(taken, options['skip-refused'])
  return problem === undefined ? write(root, taken, seen) : refuseAll([problem])
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        choose: { type: 'string', multiple: true, default: [] },
        'skip-refused': { type: 'boolean', default: false },
        withdraw: { type: 'boolean', default: false },
        rate: { type: 'string', default: '5' },
        verbose: { type: 'boolean', default: false },
        root: { type: 'string' },
      },
    })
  } catch (error) {
    throw new SpecError([`import: ${error instanceof Error ? error.message : String(error)}`, usage])
  }
}

function report(
  { pages }: TakenIn,
  { skipped, withdrawn }: Gathered,
  { verbose, withdraw }: { readonly verbose: boolean; readonly withdraw: boolean },
): void {
  for (const outcome of pages) print(describeOutcome(outcome))
  for (const { page, reasons } of withdraw ? [] : withdrawn) {
    print(`withdrawn? ${page}\n  ${reasons.join('\n  ')}\n  It stays. \`--withdraw\` removes it.`)
  }
  for (const line of describeSkipped(skipped, verbose)) print(line)
}

/** Why nothing may be written; `undefined` when something may. */
function whyNot({ pages }: TakenIn, isSkipping: boolean): string | undefined {
  const refused = pages.filter(({ status }) => status === 'refused').length
  if (pages.length === 0) return 'There is no page of a model in what was named.'
  if (refused === pages.length)
    return refused === 1 ? 'The page is refused.' : `All ${refused} pages are refused.`
  if (refused === 0 || isSkipping) return undefined
  return `${refused} of ${pages.length} pages are refused. \`--skip-refused\` takes in the others.`
}

function refuseAll(problems: readonly string[]): number {
  printProblems(problems)
  printError('Nothing was written.')
  return 1
}

/** What is read and written again, as it is now: whoever changes it meanwhile is not overwritten. */
async function digestsOf(root: string): Promise<Map<string, string | null>> {
  const files = ['specs/sources.json', `specs/${bundleFile}`]
  const digests = files.map(async (file): Promise<[string, string | null]> => {
    return [file, await digestOf(root, file)]
  })
  return new Map(await Promise.all(digests))
}

async function write(
  root: string,
  taken: TakenIn,
  seen: ReadonlyMap<string, string | null>,
): Promise<number> {
  const files = new Map([...taken.files].map(([file, content]) => [`specs/${file}`, content]))
  const text = bundleText(makeBundle(taken.sources))
  if (seen.get(`specs/${bundleFile}`) !== sha256(text)) files.set(`specs/${bundleFile}`, text)
  if (files.size === 0) {
    print('Nothing has changed.')
    return 0
  }
  await writeAll(root, files, seen)
  const told = [...files].map(([file, content]) => (content === null ? `${file} (deleted)` : file))
  print(`Written: ${told.join(', ')}`)
  print('Next: `pnpm run generate` makes the types, `pnpm run spec plan` tells what it means for users.')
  return 0
}
