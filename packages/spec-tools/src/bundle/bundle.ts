import type { JsonObject } from '../json.ts'
import { applyOverlay } from '../overlay/apply.ts'
import type { Overlay } from '../overlay/overlay.ts'
import type { Sources } from '../sources/read.ts'
import { refuse } from '../spec-error.ts'
import { addSupplements } from '../supplement/add.ts'
import { evidenceProblems } from '../supplement/evidence.ts'
import { assemble } from './assemble.ts'
import { describeBundle } from './info.ts'
import { readModelPage } from './model-page.ts'
import { inOrder } from './order.ts'

/** Name under `specs/` of the result; an overlay that extends it corrects what all pages share. */
export const bundleFile = 'openapi.json'

/**
 * Upstream's pages, corrected, put together, and completed: the value of `openapi.json`. Touches no file.
 * @throws SpecError when an overlay is stale, pages contradict each other, or a supplement is no longer needed.
 */
export function makeBundle(sources: Sources): JsonObject {
  const { pages, overlays, supplements } = sources
  refuse(strayOverlays(sources))
  refuse(supplements.flatMap(evidenceProblems))

  const corrected = pages.map(({ file, document }) => ({
    file,
    document: correct(document, file, overlays),
  }))
  const assembled = assemble(corrected.map(({ file, document }) => readModelPage(file, document)))
  const completed = addSupplements(correct(assembled, bundleFile, overlays), supplements)
  return inOrder(describeBundle(completed, sources))
}

function correct(document: JsonObject, file: string, overlays: readonly Overlay[]): JsonObject {
  return overlays.filter(({ corrects }) => corrects === file).reduce(applyOverlay, document)
}

function strayOverlays({ pages, overlays }: Sources): string[] {
  const known = [...pages.map(({ file }) => file), bundleFile]
  return overlays
    .filter(({ corrects }) => !known.includes(corrects))
    .map(({ file, corrects }) => `${file}: extends ${corrects}, which is none of ${known.join(', ')}`)
}

/** The text of `openapi.json`. */
export function bundleText(bundle: JsonObject): string {
  return `${JSON.stringify(bundle, null, 2)}\n`
}
