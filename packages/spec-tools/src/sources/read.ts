import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { invalidExample, readPage, readYaml } from '@apikley/pages'
import { type Json, type JsonObject, parseJson, reasonOf, refuse, SpecError } from '@apikley/pages/document'
import { type Overlay, readOverlay } from '../overlay/overlay.ts'
import { readSupplement, type Supplement } from '../supplement/supplement.ts'
import { type Lock, lockProblems, type LockedPage } from './lock.ts'
import { readLock } from './lock-text.ts'

/** A page as the bundle is made of it. */
export interface SourcePage {
  readonly lock: LockedPage
  /** The file under `specs/` that the document was read from, for messages. */
  readonly file: string
  readonly document: JsonObject
  /** The line of `file`, counted from 1, at which a place of the document stands. */
  readonly lineOf?: (place: string) => number | undefined
}

/** Everything that the bundle is made of. */
export interface Sources extends Omit<Lock, 'pages'> {
  readonly pages: readonly SourcePage[]
  readonly overlays: readonly Overlay[]
  readonly supplements: readonly Supplement[]
  /** Where upstream's files lie, below the folder of the lock. Default: `vendor`. */
  readonly folder?: string
}

/**
 * Reads a `specs/` folder.
 * @param folder URL of the folder, with a slash at its end.
 * @throws SpecError when an upstream file is not the one that `sources.json` records, or a file has not the form it needs.
 */
export function readSources(folder: URL): Sources {
  const text = (file: string) => readFileSync(new URL(file, folder), 'utf8')
  const readAll = <Value>(sub: string, read: (file: string, yaml: ReturnType<typeof readYaml>) => Value) =>
    list(folder, sub)
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => `${sub}/${name}`)
      .map((file) => read(file, readYaml(text(file), file)))

  const { lock, vendored } = readVendored(folder)
  return {
    ...lock,
    pages: lock.pages.map((page) => readSourcePage(page, vendored)),
    overlays: readAll('overlays', readOverlay),
    supplements: readAll('supplements', readSupplement),
  }
}

/**
 * Reads what a `specs/` folder knows of its pages, but not the pages.
 * @throws SpecError when an upstream file is not the one that `sources.json` records.
 */
export function readCheckedLock(folder: URL): Lock {
  return readVendored(folder).lock
}

function readVendored(folder: URL): { lock: Lock; vendored: ReadonlyMap<string, Uint8Array> } {
  const lock = readLock(readLockFile(new URL('sources.json', folder)))
  const vendored = new Map(
    list(folder, 'vendor').map((name): [string, Uint8Array] => [
      `vendor/${name}`,
      readFileSync(new URL(`vendor/${encodeURIComponent(name)}`, folder)),
    ]),
  )
  refuse(lockProblems(lock.pages, vendored))
  return { lock, vendored }
}

function readLockFile(file: URL): Json {
  try {
    return parseJson(readFileSync(file, 'utf8'))
  } catch (error) {
    const reason = reasonOf(error)
    throw new SpecError([
      `${fileURLToPath(file)}: cannot be read (${reason}). Is this the root of the repository?`,
    ])
  }
}

/** A folder that holds nothing is no folder to git. */
function list(folder: URL, sub: string): string[] {
  try {
    return readdirSync(new URL(`${sub}/`, folder)).toSorted()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

/**
 * Reads a vendored page again. Its model was settled when it was taken; what was recovered then is not recovered anew.
 */
export function readSourcePage(lock: LockedPage, vendored: ReadonlyMap<string, Uint8Array>): SourcePage {
  const { file } = lock.files.document ?? lock.files.published
  const text = new TextDecoder().decode(vendored.get(file))
  // These are the bytes of which the lock tells: what it says of their examples holds.
  const hasValidExamples = lock.repairs.every(({ name }) => name !== invalidExample.name)
  const { model, document, lineOf } = readPage({ name: file, text, hasValidExamples }, { model: lock.model })
  if (model === lock.model) return { lock, file, document, lineOf }
  throw new SpecError([
    `${file}: describes the model '${model}', sources.json says '${lock.model}'. Take the page anew.`,
  ])
}
