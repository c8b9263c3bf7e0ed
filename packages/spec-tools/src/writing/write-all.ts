import { refuseUncommitted } from '../git.ts'
import { SpecError } from '@apikley/pages/document'
import { carryOut, contentOf, finishInterrupted, type Step } from './log.ts'

/** Texts by path below the root, with slashes; `null` for no file. */
type Texts = ReadonlyMap<string, string | null>

/**
 * Writes and deletes many files, all or none of them: a file that cannot be written brings the others back, and what a
 * killed process left is finished by the next command. `sources.json` comes last.
 * @param files What is there already is not touched.
 * @param seen What was read, and must be there still.
 * @throws SpecError when another process writes, or when a file is no longer what was seen, has changes that git could
 * not bring back, or cannot be written.
 */
export async function writeAll(root: string, files: Texts, seen: Texts = new Map()): Promise<void> {
  await finishInterrupted(root)
  for (const [file, text] of seen) {
    if ((await contentOf(root, file)) === inBase64(text)) continue
    throw new SpecError([
      `${file}: has changed since it was read; nothing was written. Run the command again.`,
    ])
  }
  const isLock = ([file]: readonly [string, unknown]) => Number(file.endsWith('/sources.json'))
  const steps: Step[] = []
  for (const [file, text] of [...files].toSorted((left, right) => isLock(left) - isLock(right))) {
    const [before, after] = [await contentOf(root, file), inBase64(text)]
    if (before !== after) steps.push({ file, before, after })
  }
  const touched = steps.map(({ file }) => file)
  await refuseUncommitted(root, touched)
  if (steps.length > 0) await carryOut(root, steps)
}

function inBase64(text: string | null): string | null {
  return text === null ? null : Buffer.from(text).toString('base64')
}
