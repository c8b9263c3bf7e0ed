import { at, type Json, type JsonObject, refuse } from '@apikley/pages/document'
import type { TellIdle } from '../overlay/apply.ts'
import { foreignServers } from '../sources/origin.ts'
import type { SourcePage, Sources } from '../sources/read.ts'
import { literal } from '../text/inert.ts'
import { addSupplements } from '../supplement/add.ts'
import { evidenceProblems } from '../supplement/evidence.ts'
import { assembleCorrected } from './assemble-corrected.ts'
import { correctPage, correctsPage } from './correct-page.ts'
import { danglingReferences } from './dangling.ts'
import { describeBundle } from './info.ts'
import { readModelPage } from './model-page.ts'
import { joinAnswers, type Joining } from './join.ts'
import { inOnePiece } from './one-piece.ts'
import { inOrder } from './order.ts'
import { joinResponse } from './responses.ts'
import { placeOf, type Tell, type Told } from './told.ts'
import { widenByTwin } from './twin.ts'

/** Name under `specs/` of the result; an overlay that extends it corrects what all pages share. */
export const bundleFile = 'openapi.json'

/**
 * Upstream's pages, corrected, put together, and completed: the value of `openapi.json`. Touches no file.
 * @param tell Called with what a page says of the answers, which all pages share, and what is not taken over; and with
 * what a supplement or an overlay says although the pages do.
 * @throws SpecError when the target of an overlay is gone, or pages ask for different keys.
 */
export function makeBundle(sources: Sources, tell: Tell = () => {}): JsonObject {
  const gone: string[] = []
  const bundle = composeBundle(
    sources,
    tell,
    ({ overlay: { file }, actions: [first], isSuperfluous, text }) => {
      const told: Told = { file, place: '', lineOf: () => first?.line }
      if (isSuperfluous) tell(told, text)
      else gone.push(`${placeOf(told)}: ${text}`)
    },
  )
  refuse(gone)
  return bundle
}

/** The same where the targets of overlays may be gone: what corrects nothing is told, and passed over. */
export function composeBundle(sources: Sources, tell: Tell, tellIdle: TellIdle): JsonObject {
  const { overlays, supplements, server } = sources
  tellStray(sources, tellIdle)
  refuse(supplements.flatMap(evidenceProblems))

  const corrected = sources.pages.map((page) => ({
    ...page,
    document: correctPage(page, overlays, tellIdle),
  }))
  refuse(corrected.flatMap((page) => strangeServers(page, sources)))
  const pages = corrected.map(readModelPage)
  const shared = overlays.filter(({ corrects }) => corrects === bundleFile)
  const assembled = assembleCorrected(pages, { server, supplements, overlays: shared, tell, tellIdle })
  // References of supplements lead to one another.
  const whole = addSupplements(assembled, supplements)
  const completed = addSupplements(assembled, supplements, {
    join: (there, value) => joinForms(inOnePiece(whole, there), inOnePiece(whole, value)),
    tell,
  })
  const widened = widenByTwin(completed, pages, tell)
  refuse(danglingReferences(widened, supplements))
  return describeBundle(inOrder(widened), sources)
}

/** An answer, or a part of one, that a page and a supplement tell in two forms: nothing that either knows is lost. */
function joinForms(page: Json, supplement: Json): Json {
  const how: Joining = {
    takes: () => true,
    adopt: (property) => property,
    keepsValues: true,
    differs: () => {},
  }
  const isResponse = at(page, 'description') !== undefined && at(page, 'type') === undefined
  return (isResponse ? joinResponse : joinAnswers)(page, supplement, { file: '', place: '' }, how)
}

/** Overlays of a page that is not there. */
function tellStray({ pages, overlays }: Sources, tell: TellIdle): void {
  const known = [...pages.map(({ file }) => file), bundleFile].join(', ')
  for (const overlay of overlays) {
    const { corrects, actions } = overlay
    if (corrects === bundleFile || pages.some((page) => correctsPage(overlay, page))) continue
    const text = `extends ${corrects}, which is none of ${known}`
    tell({ overlay, actions, isSuperfluous: false, text })
  }
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
