import { bundleFile } from '../../src/bundle/bundle.ts'
import { correctsPage } from '../../src/bundle/correct-page.ts'
import { readSources, type Sources } from '../../src/sources/read.ts'
import { specsFolder } from '../../src/specs-folder.ts'

/** The model whose page came with the project. */
export const ourModel = 'kling/v2-1-master-text-to-video'

/** The repository's sources with the page of that model alone, however many others were taken in since. */
export function ourSources(): Sources {
  const sources = readSources(specsFolder)
  const pages = sources.pages.filter(({ lock }) => lock.model === ourModel)
  const overlays = sources.overlays.filter(
    (overlay) => overlay.corrects === bundleFile || pages.some((page) => correctsPage(overlay, page)),
  )
  return { ...sources, pages, overlays }
}
