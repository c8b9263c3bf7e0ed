import { SpecError } from '@apikley/pages/document'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Gathered } from '../fetching/gather.ts'
import { knownSources } from '../fetching/known-sources.ts'
import { describeEnd, describePlan } from '../plan/describe-plan.ts'
import { isPossible } from '../plan/plan.ts'
import { planJson } from '../plan/plan-json.ts'
import { prepare, type Prepared, type PrepareOptions } from '../plan/prepare.ts'
import { describeSkipped } from '../sources/describe-outcome.ts'
import { readCheckedLock } from '../sources/read.ts'
import { print, printError } from '../text/print.ts'
import { headline, refusalOf, summaryOf, unchangedOf } from '../upgrade/summary.ts'
import { type TestLevel, upgrade } from '../upgrade/upgrade.ts'
import { gatherNamed } from './gather-named.ts'

interface SharedOptions extends PrepareOptions {
  readonly root: string
  readonly choose: readonly string[]
  readonly json?: boolean
}

/** A plan of the pages that were named, or else of all whose address is known. */
async function planOf(
  named: readonly string[],
  options: SharedOptions,
  say: (line: string) => void,
): Promise<{ gathered: Gathered; prepared: Prepared; unasked: readonly string[] }> {
  const lock = readCheckedLock(pathToFileURL(path.join(options.root, 'specs/')))
  const known = named.length > 0 ? { sources: named, skipped: [] } : knownSources(lock)
  for (const line of known.skipped) say(line)
  const gathered = await gatherNamed(known.sources, lock, options.choose)
  return { gathered, prepared: await prepare(options.root, gathered, options), unasked: known.skipped }
}

export interface PlanOptions extends SharedOptions {
  readonly check?: boolean
  readonly write?: boolean
  readonly verbose?: boolean
}

/** Prints what taking pages in would change, for whom and why, and writes it only when it is told to. */
export async function plan(named: readonly string[], options: PlanOptions): Promise<number> {
  if (options.check) {
    if (named.length > 0) throw new SpecError(['plan: --check takes nothing in: it goes with no page'])
    return check(options.root)
  }
  const { gathered, prepared } = await planOf(named, options, printError)
  const { baseline } = prepared
  const written = options.write === true && isPossible(prepared.plan) && prepared.plan.files.size > 0
  if (written) await prepared.write()
  if (options.json) print(planJson(prepared.plan, { baseline, skipped: gathered.skipped, written }))
  else {
    for (const line of describeSkipped(gathered.skipped, options.verbose ?? false)) print(line)
    for (const line of describePlan(prepared.plan, baseline)) print(line)
    print(describeEnd(prepared.plan, written))
  }
  return isPossible(prepared.plan) ? 0 : 1
}

/** Whether a plan that takes nothing in has nothing to write, which is so after an upgrade. */
async function check(root: string): Promise<number> {
  const { plan: found, baseline } = await prepare(root, { intakes: [], refused: [], withdrawn: [] })
  const differing = [...found.files.keys()].map((file) => `  ${file}`)
  if (isPossible(found) && differing.length === 0) {
    print('Everything is as specs/ says it.')
    return 0
  }
  throw new SpecError([
    ...describePlan({ ...found, changes: [], bumps: [] }, baseline),
    'Not as specs/ says it:',
    ...differing,
  ])
}

export interface UpgradeCommandOptions extends SharedOptions {
  readonly test: TestLevel
  readonly dry?: boolean
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
    return await tryAndWrite(named, options, save)
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    await save(refusalOf(error.problems))
    const isTold = error.problems.at(-1)?.startsWith('Nothing was written') ?? false
    throw new SpecError(isTold ? error.problems : [...error.problems, 'Nothing was written.'])
  }
}

async function tryAndWrite(
  named: readonly string[],
  options: UpgradeCommandOptions,
  save: (text: string) => Promise<void>,
): Promise<number> {
  const { root, test: level, dry = false } = options
  const progress = (step: string): void => printError(`… ${step}`)
  progress(`reading ${named.join(', ') || 'all pages whose address is known'}`)
  const { gathered, prepared, unasked } = await planOf(named, options, progress)
  const { plan: planned, baseline } = prepared
  const json = (written: boolean) => planJson(planned, { baseline, skipped: gathered.skipped, written })
  const told = [...describePlan(planned, baseline), describeEnd(planned, false)]
  if (!isPossible(planned)) throw new SpecError(told)
  if (planned.files.size === 0) {
    print(options.json ? json(false) : told.join('\n'))
    await save(unchangedOf(planned))
    return 0
  }
  const trial = await upgrade(root, prepared, { level, dry, progress })
  const text = summaryOf(planned, baseline, trial, unasked)
  print(options.json ? json(!dry) : text)
  await save(text)
  progress(`${headline(planned)}. ${dry ? 'A trial: nothing was written.' : describeEnd(planned, true)}`)
  return 0
}
