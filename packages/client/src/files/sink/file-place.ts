import { show } from '../../schema/values.ts'
import { type Disk, openDisk } from './disk.ts'
import { partIn } from './file-sink.ts'
import { onDisk, type Origin, unusableTarget } from './on-disk.ts'

/** How long a name may be, in bytes of UTF-8, on nearly all file systems. */
const mostNameBytes = 255

/**
 * In a path of Windows: characters that no name has (`clip:1.mp4` would be a hidden part of the file `clip`), a name that
 * is a device's, with any ending, and one that ends with a dot or a space, which gets lost.
 */
const notOnWindows =
  /[<>"|?*\p{Cc}]|^(?![a-z]:[^:]*$).*:|(?:^|[/\\:])(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])[ .]*(?:[.:/\\]|$)|[^/\\.][ .]+(?:[/\\]|$)/iu

/**
 * A path as it is meant now: absolute, since the working directory may be another one when it is used. Throws a
 * `ValidationError` (once money was spent a `FileError`) for what can be no path of a file.
 */
export function readPath(given: string, origin: Origin): string {
  const fault = !given.trim()
    ? 'is blank'
    : /[\0\p{Cs}]/u.test(given)
      ? 'has characters that no path can have'
      : /^(file:|[a-z][a-z\d+.-]+:\/\/)/i.test(given)
        ? 'is an address and not a path'
        : /^~[/\\]/.test(given)
          ? 'begins with ~, which only a shell reads as a home folder'
          : undefined
  if (fault) throw refused(given, fault, origin)
  const { paths } = openDisk()
  const isWindows = paths.sep === '\\'
  if (isWindows && notOnWindows.test(given.replace(/^[/\\]{2}[?.][/\\]/, ''))) {
    throw refused(given, 'has a name that Windows does not take', origin)
  }
  const isFolder = given.endsWith('/') || given.endsWith(paths.sep) || /^\.\.?$/.test(paths.basename(given))
  if (isFolder) throw refused(given, 'names a folder and not a file', origin)
  return paths.resolve(given)
}

/** The path of a further file of a result: `-2`, `-3`, … before the extension, with the name cut where it gets too long. */
export function furtherPath(path: string, index: number): string {
  const [, folder = '', name = '', extension = ''] = /^(.*[/\\])?(.*?)(\.[^./\\]*)?$/s.exec(path) ?? []
  if (!index) return path
  const ending = `-${index + 1}${extension}`
  const bytes = new TextEncoder().encode(name)
  const room = Math.max(0, mostNameBytes - new TextEncoder().encode(ending).length)
  // A character that is cut in the middle goes as a whole.
  const stem =
    bytes.length <= room ? name : new TextDecoder().decode(bytes.subarray(0, room)).replace(/\ufffd$/, '')
  return folder + stem + ending
}

/** A file's place that was tried. */
export interface FilePlace {
  /** Where links in the path lead: what a new file takes the place of. */
  readonly path: string
  /** Whether the file system takes names for the same that differ in case. */
  readonly ignoresCase: boolean
}

/**
 * Makes the folder for a file, and tries that a file can be made there, by making one. Throws a `ValidationError` where it
 * cannot be, a `FileError` where the disk is full or broken, or money was spent.
 */
export async function tryPath(disk: Disk, path: string, origin: Origin): Promise<FilePlace> {
  const facts = { ...origin, nextStep: 'Choose another path.' }
  const attempt = async (): Promise<FilePlace> => {
    await makeFolder(disk, disk.paths.dirname(path))
    const place = await follow(disk, path)
    const found = await disk.lstat(place).catch(ignoreMissing)
    if (found && !found.isFile()) {
      throw refused(
        path,
        found.isDirectory() ? 'is a folder' : 'is not a file but a device or the like',
        origin,
      )
    }
    return { path: place, ignoresCase: await tryFolder(disk, disk.paths.dirname(place)) }
  }
  return onDisk(
    () =>
      attempt().catch((cause: unknown) => {
        const fault = faults[codeOf(cause)]
        throw fault === undefined ? cause : refused(path, `${fault} (${codeOf(cause)})`, origin, cause)
      }),
    facts,
  )
}

/** What the errors of a file system say about a path, rather than about the disk. */
const faults: Readonly<Record<string, string>> = {
  EACCES: 'is in a folder that this program may not write',
  EPERM: 'is in a folder that this program may not write',
  EROFS: 'is on a file system that cannot be written',
  EEXIST: 'leads through what is no folder',
  ENOTDIR: 'leads through what is no folder',
  ENOENT: 'is in a folder that cannot be made',
  ELOOP: 'is a link that leads in circles',
  ENAMETOOLONG: `is too long: a name can have ${mostNameBytes} bytes`,
  EINVAL: 'has characters that this file system does not take',
}

/** Step by step: Node's own `recursive` never ends where a folder cannot be made and the error is ENOENT, as in `/proc`. */
async function makeFolder(disk: Disk, folder: string): Promise<void> {
  const make = (): Promise<unknown> =>
    disk.mkdir(folder).catch(async (error: unknown) => {
      const found = await disk.stat(folder).catch(() => undefined)
      if (!found?.isDirectory()) throw error
    })
  const parent = disk.paths.dirname(folder)
  await make().catch(async (error: unknown) => {
    if (codeOf(error) !== 'ENOENT' || parent === folder) throw error
    await makeFolder(disk, parent)
    await make()
  })
}

/** The path without links, of folders and of the file itself: `rename` would replace a link. */
async function follow(disk: Disk, given: string): Promise<string> {
  const { basename, dirname, join, resolve } = disk.paths
  let path = given
  for (let links = 0; links < 40; links++) {
    const folder = await disk.realpath(dirname(path))
    path = join(folder, basename(path))
    const link = await disk.readlink(path).catch((error: unknown) => {
      // It is no link, or not there yet.
      if (['EINVAL', 'UNKNOWN'].includes(codeOf(error))) return undefined
      return ignoreMissing(error)
    })
    if (link === undefined) return path
    path = resolve(folder, link)
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' })
}

/** Makes a file and takes it away again: rights alone do not tell, of root on a read-only disk for one. */
async function tryFolder(disk: Disk, folder: string): Promise<boolean> {
  const part = partIn(disk, folder)
  const file = await disk.open(part, 'wx')
  try {
    await file.close()
    const { basename, join } = disk.paths
    return await disk.lstat(join(folder, basename(part).toUpperCase())).then(
      () => true,
      () => false,
    )
  } finally {
    await disk.rm(part, { force: true })
  }
}

function ignoreMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code)
}

function refused(path: string, fault: string, origin: Origin, cause?: unknown): Error {
  return unusableTarget(origin, `The path ${show(path)} ${fault}`, cause)
}
