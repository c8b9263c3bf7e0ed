import {
  type Json,
  type JsonObject,
  objectAt,
  parseJson,
  reasonOf,
  refuse,
  SpecError,
} from '@apikley/pages/document'
import {
  literal,
  type LockedPage,
  type PageOutcome,
  pageEntries,
  readLockedPages,
} from '@apikley/spec-tools/sources'
import { isAbsolute, relative } from 'node:path'
import { type Language, languages, lockFile, type Project } from './project.ts'

/** What the generated modules are written in, and how they name each other. */
export interface Form {
  readonly language: Language
  /** What follows the name of a module where another one imports it. */
  readonly importExtension: '.js' | '.ts'
}

/** `apikley.lock.json`: what generates all else of the folder again, together with the pages. */
export interface ProjectLock extends Form {
  readonly pages: readonly LockedPage[]
  /** The file that a page was read from, by its model: relative to the folder of the program, with `/`. */
  readonly files: Readonly<Record<string, string>>
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
  const generated = textsAt(lock, 'generated')
  refuse([...pages.flatMap(filesOf).map(({ file }) => file), ...Object.keys(generated)].flatMap(strayFile))
  return {
    language: languages.find((name) => name === language) ?? 'ts',
    importExtension: importExtension === '.ts' ? '.ts' : '.js',
    pages,
    files: textsAt(lock, 'files'),
    generated,
  }
}

function textsAt(lock: JsonObject, name: string): Record<string, string> {
  const isText = (entry: [string, Json]): entry is [string, string] => typeof entry[1] === 'string'
  return Object.fromEntries(Object.entries(objectAt(lock, name)).filter(isText))
}

/** From which files the pages of a project are, once these have been taken in. */
export function filesAfter(
  { root }: Project,
  lock: ProjectLock | undefined,
  taken: readonly PageOutcome[],
): Record<string, string> {
  const files = { ...lock?.files }
  for (const { model = '', status, source } of taken) {
    if (status === 'refused') continue
    delete files[model]
    if (isAbsolute(source)) files[model] = relative(root, source).replaceAll('\\', '/')
  }
  return files
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
export function writeLock({ language, importExtension, pages, files, generated }: ProjectLock): string {
  const inOrder = (texts: Readonly<Record<string, string>>): JsonObject =>
    Object.fromEntries(Object.entries(texts).toSorted(([one], [other]) => (one < other ? -1 : 1)))
  // Of a page that has an address, that counts.
  const fromFiles = pages.filter(({ url }) => url === null).map(({ model }) => model)
  const kept = Object.entries(files).filter(([model]) => fromFiles.includes(model))
  const lock: JsonObject = {
    lockfileVersion: version,
    language,
    importExtension,
    pages: pageEntries(pages),
    ...(kept.length > 0 && { files: inOrder(Object.fromEntries(kept)) }),
    generated: inOrder(generated),
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
