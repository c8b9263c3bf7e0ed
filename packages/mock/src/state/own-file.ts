import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  lstatSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  unlinkSync,
  writeFileSync,
  type Stats,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** The mode of all files: prompts and uploads are nobody else's business than of the user who runs the mock. */
export const ownerOnly = 0o600

// Windows has no such flag; there, the look before must do.
const noFollow = constants.O_NOFOLLOW ?? 0

/** What lies at a path itself, links not followed; undefined when there is nothing. */
export function statsOf(path: string): Stats | undefined {
  return lstatSync(path, { throwIfNoEntry: false })
}

// Of a folder, opening it says so.
function refusalOf(thing: Stats): string | undefined {
  if (thing.isSymbolicLink()) return 'it is a link, and the mock follows none'
  return thing.isFile() || thing.isDirectory() ? undefined : 'it is no ordinary file'
}

/** The bytes of an ordinary file. Throws when it is none, or a link. */
export function readOwnFile(path: string): Buffer {
  const thing = lstatSync(path)
  const problem = refusalOf(thing)
  if (problem !== undefined) throw new Error(problem)
  const file = openSync(path, constants.O_RDONLY | noFollow)
  try {
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

/** Opens a file that `replaceFile` wrote, to append to it. */
export function openOwnFile(path: string): number {
  return openSync(path, constants.O_WRONLY | constants.O_APPEND | noFollow)
}

/**
 * Writes a file so that under its name there is, at every moment, all of the old or all of the new. What is written
 * first has a name of its own, so that it overwrites nothing.
 */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const beside = `${path}.${randomBytes(6).toString('hex')}.new`
  writeFileSync(beside, content, { flag: 'wx', mode: ownerOnly })
  renameSync(beside, path)
}

/** Deletes what a killed mock had written for `replaceFile` of this path and not put in place. */
export function deleteUnfinished(path: string): void {
  const start = `${basename(path)}.`
  for (const name of readdirSync(dirname(path)))
    if (name.startsWith(start) && /^[\da-f]{12}\.new$/.test(name.slice(start.length)))
      deleteFile(join(dirname(path), name))
}

/** Deletes an ordinary file, and nothing else that has its name. */
export function deleteFile(path: string): void {
  if (statsOf(path)?.isFile()) unlinkSync(path)
}
