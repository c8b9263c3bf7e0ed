import { makeFolder } from './make-folder.ts'
import type { Origin } from './on-disk.ts'
import { saveFile, type TracedOrigin } from './save-file.ts'
import type { SavedFile, SaveOptions } from './save-options.ts'
import type { Workshop } from '../extras/workshop.ts'

/** Saves all files of a result. */
export type SaveResult = (
  urls: readonly string[],
  options: SaveOptions,
  origin: TracedOrigin,
) => Promise<SavedFile[]>

/** Makes the folder for a result. Its first file goes to the path, further ones get `-2`, `-3`, … before the extension. */
export async function prepareSaving(
  workshop: Workshop,
  saveTo: string,
  about: Origin = { moneySpent: 'no' },
): Promise<SaveResult> {
  await makeFolder(workshop, saveTo, about)
  return async (urls, options, origin) => {
    const files: SavedFile[] = []
    for (const [index, url] of urls.entries()) {
      const path = index ? saveTo.replace(/(\.[^./\\]*)?$/, `-${index + 1}$1`) : saveTo
      files.push(await saveFile(workshop, url, path, options, origin))
    }
    return files
  }
}
