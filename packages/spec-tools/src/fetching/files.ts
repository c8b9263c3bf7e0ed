import { readFile, stat } from 'node:fs/promises'
import { unlessMissing } from '../files.ts'
import { reasonOf, SpecError } from '@apikley/pages/document'
import { decode, fetchingDefaults } from './fetch-text.ts'

/** What a path on the command line names. */
export async function kindOfPath(path: string): Promise<'file' | 'folder' | 'nothing'> {
  const found = await stat(path).catch(unlessMissing)
  if (!found) return 'nothing'
  return found.isDirectory() ? 'folder' : 'file'
}

/** @throws SpecError when the file cannot be read, is too large, or no text. */
export async function readTextFile(path: string): Promise<string> {
  const { maxBytes } = fetchingDefaults
  try {
    const { size } = await stat(path)
    if (size > maxBytes) throw new Error(`has ${size} bytes, more than the ${maxBytes} that are read`)
    return decode(await readFile(path))
  } catch (error) {
    throw new SpecError([`${path}: ${reasonOf(error)}`])
  }
}
