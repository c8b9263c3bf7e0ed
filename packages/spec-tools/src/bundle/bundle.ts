import { type JsonObject, refuse } from '@apikley/pages/document'
import { applyOverlay } from '../overlay/apply.ts'
import type { Overlay } from '../overlay/overlay.ts'
import { foreignServers } from '../sources/origin.ts'
import type { SourcePage, Sources } from '../sources/read.ts'
import { literal } from '../text/inert.ts'
import { addSupplements } from '../supplement/add.ts'
import { evidenceProblems } from '../supplement/evidence.ts'
import { assemble } from './assemble.ts'
import { correctPage, correctsPage } from './correct-page.ts'
import { danglingReferences } from './dangling.ts'
import { describeBundle } from './info.ts'
import { readModelPage } from './model-page.ts'
import { inOrder } from './order.ts'
import type { TellKept } from './shared.ts'
import { placeOf } from './told.ts'
import { widenByTwin } from './twin.ts'

/** Name under `specs/` of the result; an overlay that extends it corrects what all pages share. */
export const bundleFile = 'openapi.json'

/**
 * Upstream's pages, corrected, put together, and completed: the value of `openapi.json`. Touches no file.
 * @param tell Called with what a page says of the answers, which all pages share, and what is not taken over.
 * @throws SpecError when an overlay is stale, pages ask for different keys, or a supplement is no longer needed.
 */
export function makeBundle(sources: Sources, tell: TellKept = () => {}): JsonObject {
  const { overlays, supplements, server } = sources
  refuse(strayOverlays(sources))
  refuse(supplements.flatMap(evidenceProblems))

  const corrected = sources.pages.map((page) => ({ ...page, document: correctPage(page, overlays) }))
  refuse(corrected.flatMap((page) => strangeServers(page, sources)))
  const pages = corrected.map(readModelPage)
  const assembled = correct(assemble(pages, server, tell), bundleFile, overlays)
  const completed = addSupplements(assembled, supplements, {
    repeat: pages.every(({ origin }) => origin === 'twin'),
  })
  const whole = widenByTwin(completed, pages, tell)
  refuse(danglingReferences(whole, supplements))
  return describeBundle(inOrder(whole), sources)
}

function correct(document: JsonObject, file: string, overlays: readonly Overlay[]): JsonObject {
  return overlays.filter(({ corrects }) => corrects === file).reduce(applyOverlay, document)
}

function strayOverlays({ pages, overlays }: Sources): string[] {
  const known = [...pages.map(({ file }) => file), bundleFile]
  return overlays
    .filter(
      (overlay) => overlay.corrects !== bundleFile && !pages.some((page) => correctsPage(overlay, page)),
    )
    .map(({ file, corrects }) => `${file}: extends ${corrects}, which is none of ${known.join(', ')}`)
}

/** Taking pages in refuses these; a lock that was edited by hand must not bring them back. */
function strangeServers({ file, document, lineOf }: SourcePage, sources: Sources): string[] {
  return foreignServers(document, sources).map(
    ({ place, url }) =>
      `${placeOf({ file, place, lineOf })}: ${place} names the server ${url}, which is not ours.`,
  )
}

/** The text of `openapi.json`, in which reviewers see every character. */
export function bundleText(bundle: JsonObject): string {
  return `${literal(bundle)}\n`
}
