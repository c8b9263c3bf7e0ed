import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { knownSources } from '../fetching/known-sources.ts'
import { describeEnd, describePlan } from '../plan/describe-plan.ts'
import { isPossible } from '../plan/plan.ts'
import { planJson } from '../plan/plan-json.ts'
import { prepare } from '../plan/prepare.ts'
import { readCheckedLock } from '../sources/read.ts'
import { SpecError } from '../spec-error.ts'
import { headline, refusalOf, summaryOf, unchangedOf } from '../upgrade/summary.ts'
import { type TestLevel, testLevels } from '../upgrade/trial.ts'
import { upgrade } from '../upgrade/upgrade.ts'
import { gatherNamed } from './gather-named.ts'
import { rootIn } from './root.ts'
import { print, printError } from '../text/print.ts'

const usage = `spec upgrade [<file | folder | url | llms.txt>…]
  without a source: all that specs/sources.json knows an address of

  --dry               try everything, and write nothing
  --test <level>      full (default): all that CI runs, some minutes; contract: types and contract tests, seconds
  --summary <file>    write what is printed, or the reason why nothing was written, to a file as well
  --json              print the plan for programs instead of the summary
  --retire-overlays   delete the overlays that correct nothing any more
  --withdraw          take the models out of the packages whose pages are gone; else they stay, and are named
  --skip-refused      leave out refused pages of which nothing was taken before, and tell them
  --choose <choice>   decide what a page leaves open, in the form that its refusal shows; for one page only
  --root <folder>     the repository that is meant, a git clone; default: this one`

const options = {
  dry: { type: 'boolean', default: false },
  test: { type: 'string', default: 'full' },
  summary: { type: 'string' },
  json: { type: 'boolean', default: false },
  'retire-overlays': { type: 'boolean', default: false },
  withdraw: { type: 'boolean', default: false },
  'skip-refused': { type: 'boolean', default: false },
  choose: { type: 'string', multiple: true },
  root: { type: 'string' },
} as const

/** Plans, tries in a copy, and writes: what may be committed afterwards, or nothing. */
export const upgradeCommand: Command = {
  summary: 'plan, write, generate, build and test an upgrade, all of it or nothing',

  async run(args) {
    const { values, positionals, level } = parse(args)
    const save = async (text: string): Promise<void> => {
      if (values.summary !== undefined) await writeFile(values.summary, text)
    }
    try {
      return await run(rootIn(args), positionals, level, values, save)
    } catch (error) {
      if (!(error instanceof SpecError)) throw error
      await save(refusalOf(error.problems))
      const isTold = error.problems.at(-1)?.startsWith('Nothing was written') ?? false
      throw new SpecError(isTold ? error.problems : [...error.problems, 'Nothing was written.'])
    }
  },
}

type Values = ReturnType<typeof parseOptions>['values']

async function run(
  root: string,
  named: readonly string[],
  level: TestLevel,
  values: Values,
  save: (text: string) => Promise<void>,
): Promise<number> {
  const progress = (step: string): void => printError(`… ${step}`)
  const lock = readCheckedLock(pathToFileURL(path.join(root, 'specs/')))
  const known = named.length > 0 ? { sources: named, skipped: [] } : knownSources(lock)
  for (const line of known.skipped) progress(line)
  progress(`reading ${known.sources.join(', ') || 'nothing'}`)
  const gathered = await gatherNamed(known.sources, lock, values.choose)
  const prepared = await prepare(root, gathered, {
    retireOverlays: values['retire-overlays'],
    withdraw: values.withdraw,
    skipRefused: values['skip-refused'],
  })
  const { plan, baseline } = prepared
  const json = (written: boolean) => planJson(plan, { baseline, skipped: gathered.skipped, written })
  if (!isPossible(plan)) {
    throw new SpecError([...describePlan(plan, baseline), describeEnd(plan, false)])
  }
  if (plan.files.size === 0) {
    const told = [...describePlan(plan, baseline), describeEnd(plan, false)].join('\n')
    print(values.json ? json(false) : told)
    await save(unchangedOf(plan))
    return 0
  }
  const trial = await upgrade(root, prepared, { level, dry: values.dry, progress })
  const text = summaryOf(plan, baseline, trial, known.skipped)
  print(values.json ? json(!values.dry) : text)
  await save(text)
  progress(`${headline(plan)}. ${values.dry ? 'A trial: nothing was written.' : describeEnd(plan, true)}`)
  return 0
}

function parse(args: readonly string[]) {
  try {
    const { values, positionals } = parseOptions(args)
    const level = testLevels.find((known) => known === values.test)
    if (level === undefined) throw new Error(`--test is ${testLevels.join(' or ')}, not ${values.test}`)
    return { values, positionals, level }
  } catch (error) {
    throw new SpecError([`upgrade: ${error instanceof Error ? error.message : String(error)}`, usage])
  }
}

function parseOptions(args: readonly string[]) {
  return parseArgs({ args: [...args], options, allowPositionals: true })
}
