import type { FilesContext } from './context.ts'
import { saveFile, type TracedOrigin } from './save-file.ts'
import type { SavedFile, SaveOptions } from './save-options.ts'
import type { Disk } from './sink/disk.ts'
import { makeFolder } from './sink/make-folder.ts'
import type { Origin } from './sink/on-disk.ts'

/** Saves all files of a result; `had` were saved before, and stay if they are still there. */
export type SaveResult = (
  urls: readonly string[],
  options: SaveOptions,
  origin: TracedOrigin,
  had?: readonly string[],
) => Promise<SavedFile[]>

/** Makes the folder for a result. Its first file goes to the path, further ones get `-2`, `-3`, … before the extension. */
export async function prepareSaving(
  context: FilesContext,
  saveTo: string,
  about: Origin = { moneySpent: 'no' },
): Promise<SaveResult> {
  const disk = await makeFolder(saveTo, about)
  return async (urls, options, origin, had = []) => {
    const files: SavedFile[] = []
    for (const [index, url] of urls.entries()) {
      const path = index ? saveTo.replace(/(\.[^./\\]*)?$/, `-${index + 1}$1`) : saveTo
      const bytes = had.includes(path) ? await sizeOf(disk, path) : 0
      files.push(bytes ? { path, bytes } : await saveFile(context, url, path, options, origin))
    }
    return files
  }
}

/** How large a file is; 0 if it is not there. A file that was saved is whole, since it gets its name last. */
async function sizeOf(disk: Disk, path: string): Promise<number> {
  return disk.stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
