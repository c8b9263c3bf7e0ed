import { createHash } from 'node:crypto'
import { at, type Json, listAt } from '../json.ts'
import { SpecError } from '../spec-error.ts'

/** A file of `specs/` with the checksum that it had when it was taken. */
export interface LockedFile {
  /** Path under `specs/`. */
  readonly file: string
  /** Hex digest of its bytes. */
  readonly sha256: string
}

/** One entry of `sources.json`: an upstream page. */
export interface LockedPage {
  readonly page: string
  /** `info.version` of the page's document. */
  readonly upstreamVersion: string
  /** Every file that was made of the page; the first is the OpenAPI document. */
  readonly files: readonly [LockedFile, ...LockedFile[]]
}

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * Reads `sources.json`.
 * @throws SpecError that names the entry and what it lacks.
 */
export function readLock(lock: Json): LockedPage[] {
  return listAt(lock, 'pages').map((entry, index) => {
    const text = (...path: string[]): string => {
      const value = at(entry, ...path)
      if (typeof value === 'string' && value !== '') return value
      throw new SpecError([`sources.json: page ${index} has no ${path.join('.')}`])
    }
    const file = (name: string): LockedFile => ({
      file: text('files', name, 'file'),
      sha256: text('files', name, 'sha256'),
    })
    const files: [LockedFile, ...LockedFile[]] = [file('document'), file('published')]
    return { page: text('page'), upstreamVersion: text('upstreamVersion'), files }
  })
}

/** What is wrong with the upstream files: one a line, with the checksum that was found. */
export function lockProblems(
  pages: readonly LockedPage[],
  vendored: ReadonlyMap<string, Uint8Array>,
): string[] {
  const locked = new Set<string>()
  const problems = pages.flatMap(({ files }) =>
    files.flatMap(({ file, sha256: expected }) => {
      locked.add(file)
      const bytes = vendored.get(file)
      if (!bytes) return [`${file}: is named in sources.json and is not there`]
      const found = sha256(bytes)
      if (found === expected) return []
      return [
        `${file}: has sha256 ${found}, sources.json says ${expected}. Upstream files are never edited: ` +
          'correct upstream with an overlay, or take the page anew and record its checksum.',
      ]
    }),
  )
  const strangers = [...vendored.keys()].filter((file) => /\.(yaml|txt)$/.test(file) && !locked.has(file))
  return [...problems, ...strangers.map((file) => `${file}: is not named in sources.json`)]
}
