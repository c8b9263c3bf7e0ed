import { open, readFile, rmdir } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '../sources/lock.ts'

/** For `catch`: `undefined` where there is no such file, or a file where a folder would be. */
export function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** sha256 of a file's bytes; `null` where there is none. */
export async function digestOf(file: string): Promise<string | null> {
  const bytes = await readFile(file).catch(unlessMissing)
  return bytes === undefined ? null : sha256(bytes)
}

/** Makes the names in a folder as lasting as the files. */
export async function flushFolder(folder: string): Promise<void> {
  // Windows opens no folders, and needs no flush of them.
  if (process.platform === 'win32') return
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Removes the folders that a file's removal left empty, up to the root. */
export async function removeEmptyFolders(root: string, file: string): Promise<void> {
  for (let folder = path.dirname(file); folder !== root; folder = path.dirname(folder)) {
    try {
      await rmdir(folder)
    } catch {
      return
    }
  }
}

/** Does the work for each item, at most so many at once: an fsync waits for the disk, and many wait together. */
export async function forEachConcurrently<Item>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
  concurrency = 32,
): Promise<void> {
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) await work(item, index)
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker))
}
