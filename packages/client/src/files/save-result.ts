import { FileError } from '../errors/kinds.ts'
import type { FilesContext } from './context.ts'
import { saveFile, type TracedOrigin } from './save-file.ts'
import type { ResultFile, ResultTarget, SavedFile, SaveOptions, SaveTarget } from './save-options.ts'
import { openDisk } from './sink/disk.ts'
import { furtherPath } from './sink/file-place.ts'
import { type Origin, saveAgain } from './sink/on-disk.ts'
import { createPlaces, type Places } from './sink/places.ts'
import { readTarget } from './sink/target-sink.ts'
import { within } from './within.ts'

/** Saves all files of a result; `had` were saved before, and stay if they are still there. */
export type SaveResult = (
  urls: readonly string[],
  options: SaveOptions,
  origin: TracedOrigin,
  had: readonly string[] | undefined,
  about: Pick<ResultFile, 'taskId' | 'key'>,
) => Promise<SavedFiles>

/** The files that were saved, and what the ledger keeps of each. */
export interface SavedFiles {
  readonly files: readonly SavedFile[]
  readonly names: readonly string[]
}

/** Where a result goes, tried: how it is saved there, and what the ledger keeps of it. */
export interface Saving {
  readonly save: SaveResult
  readonly name: string
}

/** A target as it was given, which is what the caller is told again, and as it is meant: a path is absolute. */
export interface ReadTarget<Target> {
  readonly given: Target
  readonly meant: Target
}

/** Before the name of a sink or stream in the ledger: only the program itself can give that again. No path is like that. */
const sinkPrefix = 'sink:'

/** What the ledger keeps of a target. */
function nameOf(target: ResultTarget): string {
  return typeof target === 'string' ? target : sinkPrefix + sinkNameOf(target)
}

/** Whether what the ledger keeps is no path. */
export function isSinkName(saveTo: string): boolean {
  return saveTo.startsWith(sinkPrefix)
}

function sinkNameOf(target: ResultTarget): string {
  return (typeof target === 'object' && 'commit' in target && target.name) || ''
}

/** Reads a target of a result at once: what a path means depends on the working directory. See `readTarget`. */
export function readResultTarget(
  given: ResultTarget,
  origin: Origin = { moneySpent: 'no' },
): ReadTarget<ResultTarget> {
  return { given, meant: typeof given === 'function' ? given : readTarget(given, origin) }
}

/** What is known of a result that is to be saved. */
export interface SavingFacts {
  /** Default: nothing was sent yet. */
  readonly about?: Origin
  /** Those of other results, that go elsewhere. Default: none. */
  readonly places?: Places
  /** Whose result it is, as the errors of others say it. Default: `the result`. */
  readonly owner?: string
  readonly signal?: AbortSignal | undefined
}

/**
 * Tries the target of a result, and makes the folder. A function is called when its files are there, and what it gives is
 * tried then.
 */
export async function prepareSaving(
  context: FilesContext,
  { given, meant }: ReadTarget<ResultTarget>,
  { about = { moneySpent: 'no' }, places = createPlaces(), owner = 'the result', signal }: SavingFacts = {},
): Promise<Saving> {
  const { clock } = context
  if (typeof meant !== 'function') {
    const facts = { ...about, nextStep: 'Call again to go on.' }
    await within({ clock, signal, facts }, () => places.take(meant, owner, about))
  }
  const save: SaveResult = async (urls, options, origin, had = [], task) => {
    if (typeof meant === 'object' && urls.length > 1) throw tooMany(urls.length, origin)
    const limits = {
      clock,
      signal: options.signal,
      facts: { ...origin, nextStep: `To go on, ${saveAgain(origin)}` },
    }
    const files: SavedFile[] = []
    const names: string[] = []
    for (const [index, url] of urls.entries()) {
      const place =
        typeof meant === 'function'
          ? await within(limits, () =>
              askFor(meant, { ...task, index, count: urls.length, url }, origin, places, owner),
            )
          : { given: further(given as SaveTarget, index), meant: further(meant, index) }
      const isHad = had.includes(nameOf(place.meant))
      const bytes = isHad ? await within(limits, () => savedBytes(place.meant)) : 0
      const saved = bytes ? { bytes } : await saveFile(context, url, place.meant, options, origin)
      files.push({ ...saved, path: typeof place.given === 'string' ? place.given : sinkNameOf(place.given) })
      names.push(nameOf(place.meant))
    }
    return { files, names }
  }
  return { save, name: nameOf(meant) }
}

function further(target: SaveTarget, index: number): SaveTarget {
  return typeof target === 'string' ? furtherPath(target, index) : target
}

/** What the caller's function gives for a file. */
async function askFor(
  target: Extract<ResultTarget, (...given: never) => unknown>,
  file: ResultFile,
  origin: Origin,
  places: Places,
  owner: string,
): Promise<ReadTarget<SaveTarget>> {
  let given: SaveTarget
  try {
    given = await target(file)
  } catch (cause) {
    const nextStep = `Correct it, then ${saveAgain(origin)}`
    throw new FileError({ ...origin, what: 'saveTo threw', nextStep, cause })
  }
  const meant = readTarget(given, origin)
  await places.take(meant, `file ${file.index + 1} of ${owner}`, origin, 1)
  return { given, meant }
}

function tooMany(count: number, origin: Origin): Error {
  return new FileError({
    ...origin,
    what: `the result has ${count} files, and saveTo is a single stream or sink: nothing was written to it`,
    nextStep: 'Give a function (file) => target as saveTo, with the same key or in recover().',
  })
}

/** How large a file is that was saved before; 0 if it is not there. It is whole, since it gets its name last. */
export async function savedBytes(place: SaveTarget): Promise<number> {
  if (typeof place === 'object') return ('commit' in place && (await place.savedBytes?.())) || 0
  const found = await openDisk()
    .stat(place)
    .catch(() => undefined)
  return found?.size ?? 0
}
