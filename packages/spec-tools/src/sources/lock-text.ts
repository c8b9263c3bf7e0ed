import { type Json, type JsonObject } from '@apikley/pages/document'
import { checked } from '../engines/ajv.ts'
import lockSchema from '../schemas/lock.json' with { type: 'json' }
import pagesSchema from '../schemas/locked-pages.json' with { type: 'json' }
import { literal } from '../text/inert.ts'
import { byModel, type Lock, type LockedPage } from './lock.ts'

/**
 * Reads `sources.json`.
 * @throws SpecError that names each place and what it lacks.
 */
export function readLock(lock: Json): Lock {
  const { index, server, twins } = checked<Omit<Lock, 'pages'>>(lockSchema, lock, 'sources.json')
  return { index, server, twins, pages: readLockedPages(lock, 'sources.json') }
}

/**
 * The pages of a lock.
 * @throws SpecError that names the file, each place and what it lacks.
 */
export function readLockedPages(lock: Json, lockFile: string): readonly LockedPage[] {
  return checked<Pick<Lock, 'pages'>>(pagesSchema, lock, lockFile).pages
}

/** The text of `sources.json`: pages in the order of their models, so that it does not tell who came first. */
export function lockText({ index, server, twins, pages }: Lock): string {
  return `${literal({ index, server, twins, pages: pageEntries(pages) })}\n`
}

/** The pages as a lock lists them. */
export function pageEntries(pages: readonly LockedPage[]): JsonObject[] {
  return pages.toSorted(byModel).map(({ repairs, files, ...rest }) => ({
    ...rest,
    repairs: repairs.map(({ changesMeaning, ...repair }) => ({
      ...repair,
      ...(changesMeaning && { changesMeaning }),
    })),
    files: { ...files },
  }))
}
