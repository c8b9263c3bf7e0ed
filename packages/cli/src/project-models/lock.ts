import {
  type Json,
  type JsonObject,
  objectAt,
  parseJson,
  reasonOf,
  refuse,
  SpecError,
} from '@apikley/pages/document'
import { literal, type LockedPage, pageEntries, readLockedPages } from '@apikley/spec-tools/sources'
import { type Language, languages, lockFile } from './project.ts'

/** What the generated modules are written in, and how they name each other. */
export interface Form {
  readonly language: Language
  /** What follows the name of a module where another one imports it. */
  readonly importExtension: '.js' | '.ts'
}

/** `apikley.lock.json`: what generates all else of the folder again, together with the pages. */
export interface ProjectLock extends Form {
  readonly pages: readonly LockedPage[]
  /** The sha256 of each generated file, by its path in the folder. */
  readonly generated: Readonly<Record<string, string>>
}

const version = 1

/** @throws SpecError that says what is wrong with it. */
export function readLock(text: string): ProjectLock {
  const lock = parsed(text)
  const { lockfileVersion, language, importExtension } = lock
  if (lockfileVersion !== version) {
    throw new SpecError([
      `${lockFile} has the version ${JSON.stringify(lockfileVersion)}, and this command reads ${version}: use the one that wrote it.`,
    ])
  }
  const pages = readLockedPages(lock, lockFile)
  const generated = Object.fromEntries(
    Object.entries(objectAt(lock, 'generated')).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
  refuse([...pages.flatMap(filesOf).map(({ file }) => file), ...Object.keys(generated)].flatMap(strayFile))
  return {
    language: languages.find((name) => name === language) ?? 'ts',
    importExtension: importExtension === '.ts' ? '.ts' : '.js',
    pages,
    generated,
  }
}

/** The files in which a page lies. */
export function filesOf({ files: { published, document } }: LockedPage): { file: string; sha256: string }[] {
  return document ? [published, document] : [published]
}

/** What is written and deleted lies where nothing else of the program does, whoever wrote the lock. */
function strayFile(file: string): string[] {
  const isOurs = /^(?:\.gitattributes|\.prettierrc\.json|(?:sources|models)\/[^\\]+)$/.test(file)
  const isBelow = !file.split('/').includes('..')
  return isOurs && isBelow
    ? []
    : [`${lockFile} names the file ${JSON.stringify(file)}, which is none of its own.`]
}

/** In one order, whoever came first. */
export function writeLock({ language, importExtension, pages, generated }: ProjectLock): string {
  const files = Object.entries(generated).toSorted(([one], [other]) => (one < other ? -1 : 1))
  const lock: JsonObject = {
    lockfileVersion: version,
    language,
    importExtension,
    pages: pageEntries(pages),
    generated: Object.fromEntries(files),
  }
  return `${literal(lock)}\n`
}

function parsed(text: string): JsonObject {
  let value: Json
  try {
    value = parseJson(text)
  } catch (error) {
    throw new SpecError([
      `${lockFile} is no JSON (${reasonOf(error)}). After a merge: bring back one side's, then add the other's models again.`,
    ])
  }
  return objectAt(value)
}
