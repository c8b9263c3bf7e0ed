import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'

const folder = path.resolve(import.meta.dirname, '../../compatibility/upgrade/pages')

/** Pages of three invented models, each in another of upstream's forms. */
export const pages = ['brook-sound.md', 'harbour-clip.md', 'meadow-still.json']

/** A word of a page, and what stands there instead. */
export type Edit = readonly [there: string, instead: string]

/** Writes a page with words replaced into a folder, and returns its path. A word that is not there is an error. */
export async function writePage(into: string, name: string, ...edits: readonly Edit[]): Promise<string> {
  let text = readFileSync(path.join(folder, name), 'utf8')
  for (const [there, instead] of edits) {
    if (!text.includes(there)) throw new Error(`${name} does not hold ${JSON.stringify(there)}`)
    text = text.replace(there, instead)
  }
  await mkdir(into, { recursive: true })
  const file = path.join(into, name)
  await writeFile(file, text)
  return file
}
