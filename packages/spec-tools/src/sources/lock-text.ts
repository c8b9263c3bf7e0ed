import { at, type Json, type JsonObject, listAt, SpecError, textAt } from '@apikley/pages/document'
import type { PageFormat, Repair } from '@apikley/pages'
import { literal } from '../text/inert.ts'
import { byModel, type Lock, type LockedFile, type LockedPage, type Origin } from './lock.ts'

const formats: readonly PageFormat[] = ['mintlify', 'apidog', 'openapi', 'catalog', 'flattened']
const origins: readonly Origin[] = ['apikley', 'twin']

/**
 * Reads `sources.json`.
 * @throws SpecError that names the entry and what it lacks.
 */
export function readLock(lock: Json): Lock {
  const server = at(lock, 'server')
  if (typeof server !== 'string') throw new SpecError(['sources.json: /server does not name a server'])
  const index = at(lock, 'index')
  return {
    index: typeof index === 'string' ? index : null,
    server,
    twins: listAt(lock, 'twins').filter((twin) => typeof twin === 'string'),
    pages: readLockedPages(lock, 'sources.json'),
  }
}

/**
 * The pages of a lock.
 * @throws SpecError that names the file, the entry and what it lacks.
 */
export function readLockedPages(lock: Json, lockFile: string): readonly LockedPage[] {
  return listAt(lock, 'pages').map((entry, index) => readLockedPage(entry, index, lockFile))
}

function readLockedPage(entry: Json, index: number, lockFile: string): LockedPage {
  const text = (...path: string[]): string => {
    const value = at(entry, ...path)
    if (typeof value === 'string' && value !== '') return value
    throw new SpecError([`${lockFile}: page ${index} has no ${path.join('.')}`])
  }
  const oneOf = <Value extends string>(field: string, known: readonly Value[]): Value => {
    const found = known.find((value) => value === text(field))
    if (found !== undefined) return found
    throw new SpecError([`${lockFile}: page ${index}: ${field} is none of ${known.join(', ')}`])
  }
  const file = (name: string): LockedFile => ({
    file: text('files', name, 'file'),
    sha256: text('files', name, 'sha256'),
  })
  const given = (...path: string[]) => at(entry, ...path) !== undefined
  const url = at(entry, 'url')
  return {
    page: text('page'),
    model: text('model'),
    ...(given('name') && { name: text('name') }),
    url: typeof url === 'string' ? url : null,
    taken: text('taken'),
    format: oneOf('format', formats),
    origin: oneOf('origin', origins),
    upstreamVersion: text('upstreamVersion'),
    repairs: listAt(entry, 'repairs').map(readRepair),
    files: {
      published: file('published'),
      ...(given('files', 'document') && { document: file('document') }),
    },
  }
}

function readRepair(value: Json): Repair {
  const line = at(value, 'line')
  return {
    name: textAt(value, 'name'),
    place: textAt(value, 'place'),
    ...(typeof line === 'number' && { line }),
    text: textAt(value, 'text'),
    changesMeaning: at(value, 'changesMeaning') === true,
  }
}

/** The text of `sources.json`: pages in the order of their models, so that it does not tell who came first. */
export function lockText({ index, server, twins, pages }: Lock): string {
  return `${literal({ index, server, twins, pages: pageEntries(pages) })}\n`
}

/** The pages as a lock lists them. */
export function pageEntries(pages: readonly LockedPage[]): JsonObject[] {
  return pages.toSorted(byModel).map((page) => {
    const { repairs, files, ...rest } = page
    return { ...rest, repairs: repairs.map(repairEntry), files: fileEntries(files) }
  })
}

function repairEntry({ changesMeaning, ...repair }: Repair): JsonObject {
  return { ...repair, ...(changesMeaning && { changesMeaning }) }
}

function fileEntries({ published, document }: LockedPage['files']): JsonObject {
  return {
    published: { ...published },
    ...(document && { document: { ...document } }),
  }
}
