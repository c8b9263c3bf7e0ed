import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleFile, bundleText, makeBundle } from '../bundle/bundle.ts'
import { describeOutcome, describeSkipped } from '../sources/describe-outcome.ts'
import { readSources } from '../sources/read.ts'
import { takeIn, type TakenIn } from '../sources/take-in.ts'
import { SpecError } from '@apikley/pages/document'
import { unlessMissing } from '../files.ts'
import { writeAll } from '../writing/write-all.ts'
import { tellSuperfluous } from './bundle.ts'
import { gatherNamed } from './gather-named.ts'
import { print } from '../text/print.ts'

export interface ImportOptions {
  readonly root: string
  readonly choose: readonly string[]
  readonly rate: number
  readonly skipRefused?: boolean
  readonly verbose?: boolean
  readonly withdraw?: boolean
}

/** Takes pages in: `specs/vendor`, `specs/sources.json` and the bundle, all of them or nothing. */
export async function importPages(named: readonly string[], options: ImportOptions): Promise<number> {
  const { root, choose, rate, withdraw, verbose = false } = options
  try {
    // Whoever changes meanwhile what is read and written again is not overwritten.
    const seen = new Map<string, string | null>()
    for (const file of ['specs/sources.json', `specs/${bundleFile}`]) {
      seen.set(file, (await readFile(path.join(root, file), 'utf8').catch(unlessMissing)) ?? null)
    }
    const sources = readSources(pathToFileURL(path.join(root, 'specs/')))
    const lock = { pages: sources.pages.map((page) => page.lock) }
    const gathered = await gatherNamed(named, lock, choose, rate)
    const { intakes, refused, withdrawn, skipped } = gathered
    const taken = takeIn(sources, intakes, refused, withdrawn, withdraw ?? false)
    for (const outcome of taken.pages) print(describeOutcome(outcome))
    for (const line of describeSkipped(skipped, verbose)) print(line)
    const problem = whyNot(taken, options.skipRefused)
    if (problem !== undefined) throw new SpecError([problem])
    return await write(root, taken, seen)
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    throw new SpecError([...error.problems, 'Nothing was written.'])
  }
}

/** Why nothing may be written; `undefined` when something may. */
function whyNot({ pages }: TakenIn, isSkipping = false): string | undefined {
  const refused = pages.filter(({ status }) => status === 'refused').length
  if (pages.length === 0) return 'There is no page of a model in what was named.'
  if (refused === pages.length)
    return refused === 1 ? 'The page is refused.' : `All ${refused} pages are refused.`
  if (refused === 0 || isSkipping) return undefined
  return `${refused} of ${pages.length} pages are refused. \`--skip-refused\` takes in the others.`
}

async function write(
  root: string,
  taken: TakenIn,
  seen: ReadonlyMap<string, string | null>,
): Promise<number> {
  const files = new Map([...taken.files].map(([file, content]) => [`specs/${file}`, content]))
  const text = bundleText(makeBundle(taken.sources, tellSuperfluous))
  if (seen.get(`specs/${bundleFile}`) !== text) files.set(`specs/${bundleFile}`, text)
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
