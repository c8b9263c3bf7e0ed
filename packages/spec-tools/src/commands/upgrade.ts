import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { knownSources } from '../fetching/known-sources.ts'
import { describeEnd, describePlan } from '../plan/describe-plan.ts'
import { isPossible } from '../plan/plan.ts'
import { planJson } from '../plan/plan-json.ts'
import { prepare, type PrepareOptions } from '../plan/prepare.ts'
import { readCheckedLock } from '../sources/read.ts'
import { SpecError } from '@apikley/pages/document'
import { headline, refusalOf, summaryOf, unchangedOf } from '../upgrade/summary.ts'
import type { TestLevel } from '../upgrade/trial.ts'
import { upgrade } from '../upgrade/upgrade.ts'
import { gatherNamed } from './gather-named.ts'
import { print, printError } from '../text/print.ts'

export interface UpgradeCommandOptions extends PrepareOptions {
  readonly root: string
  readonly choose: readonly string[]
  readonly test: TestLevel
  readonly dry?: boolean
  readonly json?: boolean
  readonly summary?: string
}

/** Plans, tries in a second work tree, and writes: what may be committed afterwards, or nothing. */
export async function upgradePages(
  named: readonly string[],
  options: UpgradeCommandOptions,
): Promise<number> {
  const save = async (text: string): Promise<void> => {
    if (options.summary !== undefined) await writeFile(options.summary, text)
  }
  try {
    return await run(named, options, save)
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    await save(refusalOf(error.problems))
    const isTold = error.problems.at(-1)?.startsWith('Nothing was written') ?? false
    throw new SpecError(isTold ? error.problems : [...error.problems, 'Nothing was written.'])
  }
}

async function run(
  named: readonly string[],
  options: UpgradeCommandOptions,
  save: (text: string) => Promise<void>,
): Promise<number> {
  const { root, test: level, dry = false } = options
  const progress = (step: string): void => printError(`… ${step}`)
  const lock = readCheckedLock(pathToFileURL(path.join(root, 'specs/')))
  const known = named.length > 0 ? { sources: named, skipped: [] } : knownSources(lock)
  for (const line of known.skipped) progress(line)
  progress(`reading ${known.sources.join(', ') || 'nothing'}`)
  const gathered = await gatherNamed(known.sources, lock, options.choose)
  const prepared = await prepare(root, gathered, options)
  const { plan, baseline } = prepared
  const json = (written: boolean) => planJson(plan, { baseline, skipped: gathered.skipped, written })
  if (!isPossible(plan)) {
    throw new SpecError([...describePlan(plan, baseline), describeEnd(plan, false)])
  }
  if (plan.files.size === 0) {
    const told = [...describePlan(plan, baseline), describeEnd(plan, false)].join('\n')
    print(options.json ? json(false) : told)
    await save(unchangedOf(plan))
    return 0
  }
  const trial = await upgrade(root, prepared, { level, dry, progress })
  const text = summaryOf(plan, baseline, trial, known.skipped)
  print(options.json ? json(!dry) : text)
  await save(text)
  progress(`${headline(plan)}. ${dry ? 'A trial: nothing was written.' : describeEnd(plan, true)}`)
  return 0
}
