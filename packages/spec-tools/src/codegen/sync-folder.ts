import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { filesBelow } from '../files.ts'
import type { Files } from './files.ts'

/** How a folder differs from what it should hold. */
export interface FolderChange {
  readonly path: string
  readonly what: 'missing' | 'differs' | 'left over'
}

/** What would have to change for the folder to hold these files and no others. Writes nothing. */
export async function compareFolder(folder: string, files: Files): Promise<readonly FolderChange[]> {
  const present = await readFiles(folder)
  const wanted = [...files].flatMap(([path, text]): FolderChange[] => {
    if (!present.has(path)) return [{ path, what: 'missing' }]
    return present.get(path) === text ? [] : [{ path, what: 'differs' }]
  })
  const leftOver = [...present.keys()].filter((path) => !files.has(path))
  return [...wanted, ...leftOver.map((path): FolderChange => ({ path, what: 'left over' }))]
}

/** Makes the folder hold these files and no others. The folder must belong to the generator alone. */
export async function applyChanges(
  folder: string,
  files: Files,
  changes: readonly FolderChange[],
): Promise<void> {
  for (const { path, what } of changes) {
    const file = join(folder, path)
    if (what === 'left over') {
      await rm(file)
    } else {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, files.get(path) ?? '')
    }
  }
}

async function readFiles(folder: string): Promise<Map<string, string>> {
  const paths = await filesBelow(folder)
  const texts = paths.map(async (path) => [path, await readFile(join(folder, path), 'utf8')] as const)
  return new Map(await Promise.all(texts))
}
