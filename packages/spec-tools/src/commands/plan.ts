import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { knownSources } from '../fetching/known-sources.ts'
import { describeEnd, describePlan } from '../plan/describe-plan.ts'
import { isPossible } from '../plan/plan.ts'
import { planJson } from '../plan/plan-json.ts'
import { prepare } from '../plan/prepare.ts'
import { describeSkipped } from '../sources/describe-outcome.ts'
import { readCheckedLock } from '../sources/read.ts'
import { SpecError } from '../spec-error.ts'
import { gatherNamed } from './gather-named.ts'
import { rootIn } from './root.ts'
import { print, printError } from '../text/print.ts'

const usage = `spec plan [<file | folder | url | llms.txt>…]; without a source: all that specs/sources.json knows an address of
  --json              the plan as JSON
  --check             take nothing in, and fail unless everything is as specs/ says it, the changeset too
  --write             carry it out: pages, bundle, types, schemas and changeset, all or nothing
  --retire-overlays   delete overlays that correct nothing any more
  --withdraw          take the models out of the packages whose pages are gone; else they stay, and are named
  --skip-refused      leave out refused pages of which nothing was taken before, and tell them
  --choose <choice>   decide what a page leaves open, in the form that its refusal shows; for one page only
  --verbose           list what is passed over in folders and indexes
  --root <folder>     the repository that is meant; default: this one`

const options = {
  json: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  write: { type: 'boolean', default: false },
  'retire-overlays': { type: 'boolean', default: false },
  withdraw: { type: 'boolean', default: false },
  'skip-refused': { type: 'boolean', default: false },
  choose: { type: 'string', multiple: true },
  verbose: { type: 'boolean', default: false },
  root: { type: 'string' },
} as const

/** Prints what taking pages in would change, for whom and why, and writes it only when it is told to. */
export const plan: Command = {
  summary: 'what taking pages in would change, for whom, and how it is released; --write does it',

  async run(args) {
    const { values, positionals } = parse(args)
    const root = rootIn(args)
    if (values.check) {
      if (positionals.length > 0 || values.write)
        throw new SpecError(['plan: --check takes nothing in: it goes with no page and without --write'])
      return check(root)
    }
    const lock = readCheckedLock(pathToFileURL(path.join(root, 'specs/')))
    const known = positionals.length > 0 ? { sources: positionals, skipped: [] } : knownSources(lock)
    for (const line of known.skipped) printError(line)
    const gathered = await gatherNamed(known.sources, lock, values.choose)
    const prepared = await prepare(root, gathered, {
      retireOverlays: values['retire-overlays'],
      withdraw: values.withdraw,
      skipRefused: values['skip-refused'],
    })
    const { baseline } = prepared
    const written = values.write && isPossible(prepared.plan) && prepared.plan.files.size > 0
    if (written) await prepared.write()
    if (values.json) {
      print(planJson(prepared.plan, { baseline, skipped: gathered.skipped, written }))
    } else {
      for (const line of describeSkipped(gathered.skipped, values.verbose)) print(line)
      for (const line of describePlan(prepared.plan, baseline)) print(line)
      print(describeEnd(prepared.plan, written))
    }
    return isPossible(prepared.plan) ? 0 : 1
  },
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

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new SpecError([`plan: ${error instanceof Error ? error.message : String(error)}`, usage])
  }
}
