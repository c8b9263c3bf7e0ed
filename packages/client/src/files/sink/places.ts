import { ValidationError } from '../../errors/kinds.ts'
import { show } from '../../schema/values.ts'
import type { SaveTarget } from '../save-options.ts'
import { openDisk } from './disk.ts'
import { furtherPath, tryPath } from './file-place.ts'
import type { Origin } from './on-disk.ts'
import { tryTarget } from './target-sink.ts'

/** How many files a result has at most, as far as is known of the twin API, and some more. */
const mostFiles = 9

/** Where several results go, each to a place of its own. */
export interface Places {
  /**
   * Tries a target, and takes it for an owner (`the item 'a'`). Throws a `ValidationError` if it cannot be written to, or
   * if another owner has it, or that one's further files do: the later result would replace the earlier one. `files`:
   * how many may go to a path and beside it.
   */
  take(target: SaveTarget, owner: string, origin: Origin, files?: number): Promise<void>
}

export function createPlaces(): Places {
  const owners = new Map<unknown, string>()
  return {
    async take(target, owner, origin, files = mostFiles) {
      const names = await namesOf(target, origin, files)
      // From the look to the entries nothing is awaited.
      const other = names
        .map((name) => owners.get(name))
        .find((holder) => holder !== undefined && holder !== owner)
      if (other !== undefined) {
        const what =
          typeof target === 'string'
            ? `the path ${show(target)} is also that of ${other}, or of a further file of its result`
            : `the stream or sink is also that of ${other}`
        throw new ValidationError({ ...origin, what, nextStep: 'Give each a target of its own.' })
      }
      for (const name of names) owners.set(name, owner)
    },
  }
}

/** What a target takes: the stream or sink itself, or the places of a path and of the further files beside it. */
async function namesOf(target: SaveTarget, origin: Origin, files: number): Promise<unknown[]> {
  if (typeof target !== 'string') {
    await tryTarget(target, origin)
    return 'commit' in target && target.name !== undefined ? [target, `sink:${target.name}`] : [target]
  }
  const { path, ignoresCase } = await tryPath(openDisk(), target, origin)
  // Such file systems differ in how far they go: rather too many names are taken for the same.
  const same = (name: string): string =>
    ignoresCase ? name.normalize('NFD').toUpperCase().toLowerCase() : name
  return Array.from({ length: files }, (_, index) => same(furtherPath(path, index)))
}
