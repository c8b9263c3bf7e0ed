import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { reasonOf, SpecError } from '@apikley/pages/document'
import { decode, fetchingDefaults } from './fetch-text.ts'

/** What a path on the command line names. */
export async function kindOfPath(path: string): Promise<'file' | 'folder' | 'nothing'> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'file'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'nothing'
    throw error
  }
}

/** @throws SpecError when the file is too large, or no text. */
export async function readTextFile(path: string): Promise<string> {
  const { size } = await stat(path)
  if (size > fetchingDefaults.maxBytes) {
    throw new SpecError([
      `${path}: has ${size} bytes, more than the ${fetchingDefaults.maxBytes} that are read`,
    ])
  }
  try {
    return decode(await readFile(path))
  } catch (error) {
    throw new SpecError([`${path}: ${reasonOf(error)}`])
  }
}

/** The files below a folder in the order of their names. Hidden ones, packages and links are left out. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const visible = entries.filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
  const found = await Promise.all(
    visible.map(async (entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return filesBelow(path)
      return entry.isFile() ? [path] : []
    }),
  )
  return found.flat().toSorted()
}
