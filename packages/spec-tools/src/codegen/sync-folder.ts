import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
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
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(emptyIfMissing)
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, string]> => [
        relative(folder, file).split(sep).join('/'),
        await readFile(file, 'utf8'),
      ]),
    ),
  )
}

function emptyIfMissing(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT') return []
  throw error
}
