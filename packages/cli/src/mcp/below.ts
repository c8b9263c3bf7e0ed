import { lstat, realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { UsageError } from '../command-error.ts'

/**
 * Where a path below a folder (its real path) leads. Throws a `UsageError` if it leads out of it, through links, too, or
 * to what is hidden.
 */
export async function pathBelow(root: string, given: string): Promise<string> {
  return inside(root, await followLinks(resolve(root, given), given), given)
}

/** The same for a new file. Throws a `UsageError` if there is something already: nothing is written over. */
export async function targetBelow(root: string, given: string): Promise<string> {
  const target = await pathBelow(root, given)
  if (!(await isThere(target))) return target
  throw new UsageError(
    `There is a file '${given}' already, and it is not written over. Nothing was written.`,
    'Give another path.',
  )
}

/** The same for a file that is read. Throws a `UsageError` if it is not there. */
export async function fileBelow(root: string, given: string): Promise<string> {
  const file = await pathBelow(root, given)
  const real = await realpath(file).catch((error: NodeJS.ErrnoException) => {
    const why = error.code ?? error.message
    throw new UsageError(`The file '${given}' cannot be read (${why}). Nothing was sent.`)
  })
  return inside(root, real, given)
}

/** Whether a path is below a folder, as both are written. */
export function isBelow(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '' && !isAbsolute(way) && way.split(sep)[0] !== '..'
}

function inside(root: string, real: string, given: string): string {
  if (!isBelow(root, real)) throw refused(given, 'it does not lead below the folder of this server')
  const names = relative(root, real).split(sep)
  // Secrets, and what tells other programs what to do: .env, .git/hooks.
  if (names.some((name) => name.startsWith('.')))
    throw refused(given, 'hidden files and folders are left alone')
  return real
}

/** The real path of the deepest folder on the way that is there, and below it what is not there yet. */
async function followLinks(path: string, given: string): Promise<string> {
  if (path.includes('\0')) throw refused(given, 'it is no path')
  let rest = basename(path)
  for (let folder = dirname(path); ; rest = join(basename(folder), rest), folder = dirname(folder)) {
    const real = await realpath(folder).catch(() => undefined)
    if (real !== undefined) return join(real, rest)
    // Who makes what it leads to would write there.
    if (await isThere(folder)) throw refused(given, 'a link on the way leads nowhere')
  }
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

function refused(given: string, why: string): UsageError {
  return new UsageError(
    `The path '${given}' is refused: ${why}. Nothing was sent or written.`,
    'Give a path below that folder, such as clips/lighthouse.mp4.',
  )
}
