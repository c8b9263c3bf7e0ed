import { pathToFileURL } from 'node:url'
import path from 'node:path'
import { SpecError, textAt } from '@apikley/pages/document'
import { readTypesPackage } from '../types-judge/types-package.ts'
import type { Gathered } from '../fetching/gather.ts'
import type { PageOutcome } from '../sources/outcome.ts'
import { readSources, type Sources } from '../sources/read.ts'
import { takeIn } from '../sources/take-in.ts'
import { writeAll } from '../writing/write-all.ts'
import { describePlan } from './describe-plan.ts'
import { makePlan } from './make-plan.ts'
import { isPossible, type Plan } from './plan.ts'
import { readRepository } from './read-repository.ts'
import { readReleased, releasedFile } from './released.ts'

export interface PrepareOptions {
  /**
   * Whether overlays that correct nothing any more are deleted. Default: what upstream says by itself is told, and what
   * finds no target is in the way.
   */
  readonly retireOverlays?: boolean
  /**
   * Whether models leave the packages whose pages are gone. Default: they stay, and the plan tells it: a page can be
   * missing for an hour, and programs that use its model would be broken for good.
   */
  readonly withdraw?: boolean
  /**
   * Whether refused pages are left out and told. Default: they are in the way. A page whose model is in the packages
   * is in the way always: it has changed, and nobody knows how.
   */
  readonly skipRefused?: boolean
}

/** A plan for the repository as it was read. */
export interface Prepared {
  readonly plan: Plan
  /** Version of the bundle that the plan compares with. */
  readonly baseline: string
  /**
   * Carries the plan out, wholly or not at all.
   * @throws SpecError when something is in its way, or a file has changed since it was read.
   */
  write(): Promise<void>
}

/**
 * Plans an upgrade of the repository (or of a copy) whose path is given.
 * @throws SpecError when what is there is not in order by itself.
 */
export async function prepare(
  root: string,
  gathered: Omit<Gathered, 'skipped'>,
  options: PrepareOptions = {},
): Promise<Prepared> {
  const folder = pathToFileURL(`${root}${path.sep}`)
  const present = await readRepository(root)
  const sources = readSources(new URL('specs/', folder))
  const released = readReleased(present.get(releasedFile))
  const { intakes, refused, withdrawn } = gathered
  const taken = takeIn(sources, intakes, refused, withdrawn, options.withdraw ?? false)
  const leave = (page: PageOutcome): PageOutcome => leaveOut(page, sources, gathered)
  const pages = options.skipRefused ? taken.pages.map(leave) : taken.pages
  const plan = await makePlan({
    released,
    taken: { ...taken, pages },
    present,
    types: await readTypesPackage(new URL('packages/types/', folder)),
    retireOverlays: options.retireOverlays ?? false,
  })
  const baseline = textAt(released, 'info', 'version')
  const seen = new Map<string, string | null>([
    ...[...plan.files.keys()].map((file) => [file, null] as const),
    ...present,
  ])
  return {
    plan,
    baseline,
    async write() {
      if (!isPossible(plan)) throw new SpecError(describePlan(plan, baseline))
      await writeAll(root, plan.files, seen)
    },
  }
}

/** A refused page of which nothing was taken before is left out. */
function leaveOut(
  outcome: PageOutcome,
  { pages }: Sources,
  { intakes }: Pick<Gathered, 'intakes'>,
): PageOutcome {
  const { source, model, status, reasons } = outcome
  const locks = pages.map(({ lock }) => lock)
  if (status !== 'refused' || locks.some((lock) => lock.url === source || lock.model === model))
    return outcome
  // A page of ours that was never fetched can be any that cannot be read.
  const sought = locks.find(
    (lock) => lock.url === null && !intakes.some(({ page }) => page.model === lock.model),
  )
  if (sought && model === undefined && /^https?:/.test(source)) {
    const why = `It may be the page of ${sought.model}, whose address is not known.`
    return { ...outcome, reasons: [...reasons, why] }
  }
  return { ...outcome, leftOut: true, reasons: [...reasons, 'It is left out.'] }
}
