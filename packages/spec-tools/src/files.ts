import { readdir } from 'node:fs/promises'
import path from 'node:path'

/** For `catch`: `undefined` where there is no such file, or a file where a folder would be. */
export function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}

/** The files below a folder, in the order of their paths, which begin at the root; none where there is no such folder. */
export async function filesBelow(root: string, folder = '.'): Promise<string[]> {
  const options = { recursive: true, withFileTypes: true } as const
  const entries = (await readdir(path.join(root, folder), options).catch(unlessMissing)) ?? []
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .toSorted()
}
