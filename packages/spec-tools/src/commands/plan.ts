import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { knownSources } from '../fetching/known-sources.ts'
import { describeEnd, describePlan } from '../plan/describe-plan.ts'
import { isPossible } from '../plan/plan.ts'
import { planJson } from '../plan/plan-json.ts'
import { prepare, type PrepareOptions } from '../plan/prepare.ts'
import { describeSkipped } from '../sources/describe-outcome.ts'
import { readCheckedLock } from '../sources/read.ts'
import { SpecError } from '@apikley/pages/document'
import { gatherNamed } from './gather-named.ts'
import { print, printError } from '../text/print.ts'

export interface PlanOptions extends PrepareOptions {
  readonly root: string
  readonly choose: readonly string[]
  readonly json?: boolean
  readonly check?: boolean
  readonly write?: boolean
  readonly verbose?: boolean
}

/** Prints what taking pages in would change, for whom and why, and writes it only when it is told to. */
export async function plan(named: readonly string[], options: PlanOptions): Promise<number> {
  const { root, write = false, json, verbose = false } = options
  if (options.check) {
    if (named.length > 0) throw new SpecError(['plan: --check takes nothing in: it goes with no page'])
    return check(root)
  }
  const lock = readCheckedLock(pathToFileURL(path.join(root, 'specs/')))
  const known = named.length > 0 ? { sources: named, skipped: [] } : knownSources(lock)
  for (const line of known.skipped) printError(line)
  const gathered = await gatherNamed(known.sources, lock, options.choose)
  const prepared = await prepare(root, gathered, options)
  const { baseline } = prepared
  const written = write && isPossible(prepared.plan) && prepared.plan.files.size > 0
  if (written) await prepared.write()
  if (json) {
    print(planJson(prepared.plan, { baseline, skipped: gathered.skipped, written }))
  } else {
    for (const line of describeSkipped(gathered.skipped, verbose)) print(line)
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
