import { type JsonObject, SpecError } from '@apikley/pages/document'
import { judgeByRules } from '@apikley/judges'
import { judgeByTypes } from '../types-judge/judge.ts'
import type { TypesPackage } from '../types-judge/types-package.ts'
import { knowledge } from '../judging/knowledge.ts'
import { placeOf } from '../bundle/told.ts'
import type { Overlay } from '../overlay/overlay.ts'
import type { TakenIn } from '../sources/take-in.ts'
import { packageBumps } from './bumps.ts'
import { attemptBundle, type BundleAttempt } from './bundle-attempt.ts'
import { changesetFile, changesetText } from './changeset.ts'
import { contentsOf, generatedFolders, type Texts } from './contents.ts'
import type { Blocker, Plan, PlannedChange } from './plan.ts'
import { byPolicy, policyFile } from './release-policy.ts'
import { tellOnce } from './told-once.ts'

export interface PlanInput {
  /** The bundle of the last release. */
  readonly released: JsonObject
  readonly taken: TakenIn
  /** The files of the repository that a plan may change, as they are. */
  readonly present: Texts
  /** What people wrote of `@apikley/types`. */
  readonly types: TypesPackage
  /** Whether overlays that correct nothing any more are deleted. */
  readonly retireOverlays: boolean
}

/** What taking these pages in would do: to the files, and to those who use the packages. Touches no file. */
export async function makePlan(input: PlanInput): Promise<Plan> {
  const { taken, retireOverlays } = input
  const attempt = attemptBundle(taken.sources, retireOverlays)
  const { bundle, blockers } = attempt
  const empty: Plan = { pages: taken.pages, blockers, changes: [], bumps: [], notes: [], files: new Map() }
  if (!bundle) return { ...empty, notes: ['What would change is told once nothing is in the way.'] }
  try {
    const plan = await judged(input, bundle, [...attempt.retired.keys()])
    const retired = [...attempt.retired].map(([{ file }, text]) => `specs/${file} is deleted: ${text}`)
    const notes = [...retired, ...plan.notes, ...superfluous(attempt), ...keptOut(attempt, taken)]
    return { ...empty, ...plan, notes }
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    return { ...empty, blockers: [...blockers, ...error.problems.map((text): Blocker => ({ text }))] }
  }
}

async function judged(
  { released, taken, present, types }: PlanInput,
  bundle: JsonObject,
  retired: readonly Overlay[],
): Promise<Pick<Plan, 'changes' | 'bumps' | 'notes' | 'files' | 'changeset'>> {
  const { files: generated, differing } = await contentsOf(bundle, released, present)
  const byTypes = await judgeByTypes(released, bundle, { types })
  const { changes, tests } = apart(
    tellOnce(byPolicy(judgeByRules(released, bundle, knowledge), present.get(policyFile)), byTypes),
  )
  const bumps = packageBumps(changes, differing)
  const changeset = changesetText(bumps, changes)
  const isReleased = bumps.some(({ bump }) => bump !== 'none')
  const wanted = new Map<string, string | null>([
    ...leftOver(present, generated),
    ...[...taken.files].map(([file, text]) => [`specs/${file}`, text] as const),
    ...retired.map(({ file }) => [`specs/${file}`, null] as const),
    ...generated,
    [changesetFile, changeset ?? null],
  ])
  return {
    changes,
    bumps,
    notes: [
      ...tests.map(({ text }) => `The type tests of the repository have to follow. ${text}`),
      ...(differing.types ? [] : changes.filter(isToSend).map(unheld)),
      ...(changes.length > 0 && !isReleased ? ['The packages stay as they are: nothing is released.'] : []),
    ],
    files: new Map([...wanted].filter(([file, text]) => (present.get(file) ?? null) !== text)),
    ...(changeset !== undefined && { changeset }),
  }
}

/**
 * Our own type tests prove that a change breaks programs, and are no news to users: what broke them is told beside. Only
 * where nothing else says so, they speak.
 */
function apart(all: readonly PlannedChange[]): {
  changes: readonly PlannedChange[]
  tests: readonly PlannedChange[]
} {
  const tests = all.filter(({ id }) => id === 'types-tests-broken')
  const changes = all.filter(({ id }) => id !== 'types-tests-broken')
  const isExplained = changes.some(({ level, judges }) => level === 'major' && judges.includes('types'))
  return isExplained ? { changes, tests } : { changes: all, tests: [] }
}

function isToSend({ direction, level }: PlannedChange): boolean {
  return direction === 'send' && (level === 'major' || level === 'minor')
}

/** The types are of a model's input: what else a request may or must hold shows in none of them. */
function unheld({ text }: PlannedChange): string {
  return `@apikley/types and @apikley/client do not show this, and may have to follow by hand: ${text}`
}

/** What is generated no more. */
function leftOver(present: Texts, generated: Texts): [string, null][] {
  return [...present.keys()]
    .filter((file) => generatedFolders.some((folder) => file.startsWith(folder)) && !generated.has(file))
    .map((file) => [file, null])
}

/** What supplements and overlays say that pages say now. */
function superfluous({ kept }: BundleAttempt): string[] {
  return kept
    .filter(({ file }) => /^(?:supplements|overlays)\//.test(file))
    .map(({ text, ...told }) => `specs/${placeOf(told)}: ${text}`)
}

/** What pages that are new or have changed say of the answers otherwise than they are known. */
function keptOut({ kept }: BundleAttempt, { pages, sources }: TakenIn): string[] {
  const fresh = pages.filter(({ status }) => status === 'new' || status === 'changed')
  const files = new Map(sources.pages.map(({ lock, file }) => [file, lock.page]))
  return fresh.flatMap(({ page, source }) => {
    const told = kept.filter(({ file }) => page !== undefined && files.get(file) === page)
    if (told.length === 0) return []
    const things = told.map(({ text, place, lineOf }) => {
      const line = lineOf?.(place)
      return line === undefined ? text : `${text} (line ${line})`
    })
    return [
      `${source} says of the answers of createTask, which all models share, what is not known of them, and they stay ` +
        `as they are: ${[...new Set(things)].join('; ')}.`,
    ]
  })
}
