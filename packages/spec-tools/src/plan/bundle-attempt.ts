import { bundleFile, makeBundle } from '../bundle/bundle.ts'
import { correctsPage } from '../bundle/correct-page.ts'
import { type JsonObject, SpecError } from '@apikley/pages/document'
import { StaleOverlay } from '../overlay/apply.ts'
import type { Overlay, OverlayAction } from '../overlay/overlay.ts'
import type { Sources } from '../sources/read.ts'
import type { Blocker } from './plan.ts'

/** A bundle, as far as its sources go together. */
export interface BundleAttempt {
  /** Made without the actions of overlays that found nothing to correct; absent where something else is wrong, too. */
  readonly bundle?: JsonObject
  /** What pages say of the shared answers and is not taken over. */
  readonly kept: readonly KeptOut[]
  /** What is wrong between the sources, the overlays in `expired` apart. */
  readonly blockers: readonly Blocker[]
  /** Overlays that correct nothing any more, with the reason. */
  readonly expired: readonly { readonly overlay: Overlay; readonly text: string }[]
}

/** What one page says of the shared answers: half a sentence. */
export interface KeptOut {
  /** Under `specs/`. */
  readonly file: string
  readonly line: number | undefined
  readonly text: string
}

interface StaleAction {
  readonly overlay: Overlay
  readonly action: OverlayAction
  readonly text: string
}

/** Goes on where an overlay is stale, so that a person hears of all of them at once, and of what comes after them. */
export function attemptBundle(sources: Sources): BundleAttempt {
  const stale: StaleAction[] = strayActions(sources)
  for (;;) {
    const attempt = makeOrExplain(withoutActions(sources, stale))
    if (!(attempt instanceof StaleOverlay))
      return { ...attempt, ...sortOut(sources.overlays, stale, attempt.blockers) }
    stale.push(describe(sources.overlays, attempt))
  }
}

function makeOrExplain(
  sources: Sources,
): StaleOverlay | { bundle?: JsonObject; kept: KeptOut[]; blockers: Blocker[] } {
  const kept: KeptOut[] = []
  try {
    const bundle = makeBundle(sources, ({ file, place, lineOf }, text) => {
      kept.push({ file, line: lineOf?.(place), text })
    })
    return { bundle, kept, blockers: [] }
  } catch (error) {
    if (error instanceof StaleOverlay) return error
    if (!(error instanceof SpecError)) throw error
    return { kept, blockers: error.problems.map(blockerOf) }
  }
}

/** An overlay of which some actions are still needed cannot go as a whole. */
function sortOut(
  overlays: readonly Overlay[],
  stale: readonly StaleAction[],
  blockers: readonly Blocker[],
): Omit<BundleAttempt, 'bundle' | 'kept'> {
  const told = overlays.map((overlay) => ({
    overlay,
    actions: stale.filter((entry) => entry.overlay === overlay),
  }))
  const isExpired = ({ overlay, actions }: (typeof told)[number]) => actions.length === overlay.actions.length
  return {
    blockers: [
      ...told
        .filter((entry) => !isExpired(entry))
        .flatMap(({ overlay, actions }) =>
          actions.map(({ text }) => ({
            file: `specs/${overlay.file}`,
            text: `${text} Its other actions are still needed: correct this one, or take it out.`,
          })),
        ),
      ...blockers,
    ],
    expired: told.filter(isExpired).map(({ overlay, actions }) => ({
      overlay,
      text: actions.map(({ text }) => text).join(' '),
    })),
  }
}

function describe(overlays: readonly Overlay[], { file, action, reason }: StaleOverlay): StaleAction {
  const overlay = overlays.find((candidate) => candidate.file === file)
  const index = overlay?.actions.indexOf(action) ?? -1
  if (!overlay || index < 0) throw new Error(`${file} is not among the overlays`)
  return { overlay, action, text: `action ${index}, target ${action.target}: ${reason}` }
}

/** Overlays of a page that is not there any more. */
function strayActions({ pages, overlays }: Sources): StaleAction[] {
  return overlays
    .filter(
      (overlay) => overlay.corrects !== bundleFile && !pages.some((page) => correctsPage(overlay, page)),
    )
    .flatMap((overlay) =>
      overlay.actions.map((action, index) => ({
        overlay,
        action,
        text: `action ${index}: it extends ${overlay.corrects}, which is not there any more.`,
      })),
    )
}

function withoutActions(sources: Sources, stale: readonly StaleAction[]): Sources {
  const gone = new Set(stale.map(({ action }) => action))
  const overlays = sources.overlays.flatMap((overlay) => {
    const actions = overlay.actions.filter((action) => !gone.has(action))
    return actions.length === 0 ? [] : [{ ...overlay, actions }]
  })
  return { ...sources, overlays }
}

/** `supplements/x.yaml: /paths …` and `vendor/x.md:12: …` are about a file; `vendor/x.md:12 and vendor/y.md:3 …` is not. */
function blockerOf(problem: string): Blocker {
  const form = /^((?:supplements|overlays|vendor)\/[^\s:]+)(?::(\d+))?: ([^]*)$/
  const [, file, line, text] = form.exec(problem) ?? []
  if (file === undefined || text === undefined) {
    return { text: problem.replaceAll(/(?<!\S)(?=vendor\/[^\s:]+(?::\d+)? )/g, 'specs/') }
  }
  return { file: `specs/${file}`, ...(line !== undefined && { line: Number(line) }), text }
}
