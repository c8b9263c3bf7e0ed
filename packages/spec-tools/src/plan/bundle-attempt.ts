import { composeBundle } from '../bundle/bundle.ts'
import type { Told } from '../bundle/told.ts'
import { type JsonObject, SpecError } from '@apikley/pages/document'
import type { Idle } from '../overlay/apply.ts'
import type { Overlay } from '../overlay/overlay.ts'
import type { Sources } from '../sources/read.ts'
import type { Blocker } from './plan.ts'

/** A bundle, as far as its sources go together. */
export interface BundleAttempt {
  /** Made without the actions of overlays that correct nothing; absent where something else is wrong, too. */
  readonly bundle?: JsonObject
  /** What pages, supplements and overlays say and is not taken over. */
  readonly kept: readonly (Told & { readonly text: string })[]
  /** What is wrong, of which a person has to decide. */
  readonly blockers: readonly Blocker[]
  /** Overlays that correct nothing any more and are to be deleted, with the reasons. */
  readonly retired: ReadonlyMap<Overlay, string>
}

/** Goes on where an overlay is stale, so that a person hears of all of them at once, and of what comes after them. */
export function attemptBundle(sources: Sources, retireOverlays: boolean): BundleAttempt {
  const kept: (Told & { text: string })[] = []
  const found: Idle[] = []
  const blockers: Blocker[] = []
  let bundle: JsonObject | undefined
  try {
    bundle = composeBundle(
      sources,
      (told, text) => kept.push({ ...told, text }),
      (idle) => found.push(idle),
    )
  } catch (error) {
    if (!(error instanceof SpecError)) throw error
    blockers.push(...error.problems.map(blockerOf))
  }
  const retired = new Map<Overlay, string>()
  for (const [overlay, idles] of Map.groupBy(found, (idle) => idle.overlay)) {
    const isWhole = idles.flatMap(({ actions }) => actions).length === overlay.actions.length
    if (isWhole && retireOverlays) retired.set(overlay, idles.map(({ text }) => text).join(' '))
    else for (const idle of idles) tellIdle(idle, isWhole)
  }
  return { ...(bundle && { bundle }), kept, blockers, retired }

  function tellIdle(
    { overlay: { file }, actions: [first], isSuperfluous, text }: Idle,
    isWhole: boolean,
  ): void {
    const line = first?.line
    if (isSuperfluous) kept.push({ file, place: '', lineOf: () => line, text })
    else {
      const advice = isWhole
        ? '--retire-overlays deletes the overlay.'
        : 'Its other actions are still needed.'
      blockers.push({ file: `specs/${file}`, ...(line !== undefined && { line }), text: `${text} ${advice}` })
    }
  }
}

/** `supplements/x.yaml:3: /paths …` is about a file; `vendor/x.md:12 and vendor/y.md:3 …` is not. */
function blockerOf(problem: string): Blocker {
  const form = /^((?:supplements|overlays|vendor)\/[^\s:]+)(?::(\d+))?: ([^]*)$/
  const [, file, line, text] = form.exec(problem) ?? []
  if (file === undefined || text === undefined) {
    return { text: problem.replaceAll(/(?<!\S)(?=vendor\/[^\s:]+(?::\d+)? )/g, 'specs/') }
  }
  return { file: `specs/${file}`, ...(line !== undefined && { line: Number(line) }), text }
}
