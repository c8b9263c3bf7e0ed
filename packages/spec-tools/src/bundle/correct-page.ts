import type { JsonObject } from '@apikley/pages/document'
import { applyOverlay, type TellIdle } from '../overlay/apply.ts'
import type { Overlay } from '../overlay/overlay.ts'
import type { SourcePage } from '../sources/read.ts'

/** Whether an overlay corrects a page, whichever format its file has: the page keeps its overlays when that changes. */
export function correctsPage({ corrects }: Overlay, { lock }: Pick<SourcePage, 'lock'>): boolean {
  return corrects.replace(/\.[^/.]+$/, '') === `vendor/${lock.page}`
}

/** A page's document with the overlays that are for it. */
export function correctPage(
  page: SourcePage,
  overlays: readonly Overlay[],
  tell: TellIdle = () => {},
): JsonObject {
  return overlays
    .filter((overlay) => correctsPage(overlay, page))
    .reduce((document, overlay) => applyOverlay(document, overlay, tell), page.document)
}
