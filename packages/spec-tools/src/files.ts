import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** For `catch`: `undefined` where there is no such file, or a file where a folder would be. */
export function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}

/**
 * The files below a folder, links apart, in the order of their paths, which begin at the root; none where there is no such
 * folder.
 * @param isWanted Which files are meant and which folders are entered, by their names. Default: all.
 */
export async function filesBelow(
  root: string,
  folder = '.',
  isWanted: (name: string) => boolean = () => true,
): Promise<string[]> {
  const entries = await readdir(path.join(root, folder), { withFileTypes: true }).catch(unlessMissing)
  const found = (entries ?? [])
    .filter(({ name }) => isWanted(name))
    .map(async (entry) => {
      const file = path.posix.join(folder, entry.name)
      if (entry.isDirectory()) return filesBelow(root, file, isWanted)
      return entry.isFile() ? [file] : []
    })
  return (await Promise.all(found)).flat().toSorted()
}
