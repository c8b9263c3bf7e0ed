import path from 'node:path'
import { refuseUncommitted } from '../git.ts'
import { sha256 } from '../sources/lock.ts'
import { refuse, SpecError } from '@apikley/pages/document'
import { carryOut, contentOf, finishInterrupted, type Step } from './log.ts'

/**
 * Writes and deletes many files, all or none of them: a file that cannot be written brings the others back, and what a
 * killed process left is finished by the next command. `sources.json` comes last.
 * @param files Texts by path below the root, with slashes; `null` deletes. What is there already is not touched.
 * @param seen sha256 of every file that the texts were made from, `null` for none, as it was when it was read.
 * @throws SpecError when another process writes, or when a file is no longer what was seen, has changes that git could
 * not bring back, or cannot be written.
 */
export async function writeAll(
  root: string,
  files: ReadonlyMap<string, string | null>,
  seen: ReadonlyMap<string, string | null> = new Map(),
): Promise<void> {
  const isBelow = (file: string) => path.posix.normalize(`/${file}`) === `/${file}` && !file.startsWith('..')
  refuse(
    [...files.keys()].filter((file) => !isBelow(file)).map((file) => `${file}: is no path below ${root}`),
  )
  await finishInterrupted(root)
  for (const [file, digest] of seen) {
    if ((await digestOf(root, file)) === digest) continue
    throw new SpecError([
      `${file}: has changed since it was read; nothing was written. Run the command again.`,
    ])
  }
  const steps: Step[] = []
  for (const [file, text] of [...files].toSorted(lockLast)) {
    const before = await contentOf(root, file)
    const after = text === null ? null : Buffer.from(text).toString('base64')
    if (before !== after) steps.push({ file, before, after })
  }
  await refuseUncommitted(
    root,
    steps.map(({ file }) => file),
  )
  if (steps.length > 0) await carryOut(root, steps)
}

/** sha256 of a file's bytes; `null` where there is none. */
export async function digestOf(root: string, file: string): Promise<string | null> {
  const content = await contentOf(root, file)
  return content === null ? null : sha256(Buffer.from(content, 'base64'))
}

function lockLast([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number {
  return Number(left.endsWith('/sources.json')) - Number(right.endsWith('/sources.json'))
}
