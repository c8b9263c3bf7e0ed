import { reasonOf, refuse, SpecError } from '@apikley/pages/document'
import {
  finishInterrupted,
  type LockedPage,
  readSourcePage,
  sha256,
  type Sources,
} from '@apikley/spec-tools/sources'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { UsageError } from '../command-error.ts'
import type { Printer } from '../terminal/printer.ts'
import { filesOf, type ProjectLock, readLock } from './lock.ts'
import { lockFile, type Project } from './project.ts'

/** The models of a project as they are on disk. */
export interface State {
  /** What stands in the lock; nothing where there is none yet. */
  readonly lock: ProjectLock | undefined
  readonly sources: Sources
}

/** Whose servers pages may name. What speaks of another one is no page of this API. */
export const servers = { server: 'https://api.apikley.ru', twins: ['https://api.kie.ai'], index: null }

/**
 * Reads the lock and the pages that it names.
 * @param without Models whose pages are not looked at.
 * @throws SpecError when one of them is not the page that was taken.
 */
export async function readState(
  { folder }: Project,
  printer?: Printer,
  without: readonly string[] = [],
): Promise<State> {
  const finished = await finishInterrupted(folder)
  if (finished !== undefined) printer?.note(finished)
  const text = await readIfThere(join(folder, lockFile))
  const lock = text === undefined ? undefined : readLock(String(text))
  const pages = (lock?.pages ?? []).filter(({ model }) => !without.includes(model))
  const files = new Map<string, Buffer>()
  const problems: string[] = []
  for (const page of pages) {
    for (const { file, sha256: expected } of filesOf(page)) {
      const bytes = await readIfThere(join(folder, file))
      if (bytes && sha256(bytes) === expected) files.set(file, bytes)
      else problems.push(explain(page, file, lock?.files[page.model], bytes === undefined))
    }
  }
  refuse(problems)
  return {
    lock,
    sources: {
      ...servers,
      folder: 'sources',
      overlays: [],
      supplements: [],
      pages: pages.map((page) => readSourcePage(page, files)),
    },
  }
}

function explain(
  { model, url }: LockedPage,
  file: string,
  readFrom: string | undefined,
  isGone: boolean,
): string {
  const source = url ?? readFrom
  const again = source === undefined ? 'add the page again' : `apikley models add ${source}`
  return (
    `${file} ${isGone ? 'is not there' : 'is not what was taken: somebody changed it'}. Bring it back from your version ` +
    `control, or take it anew: apikley models remove ${model} --force, then ${again}.`
  )
}

export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw new SpecError([`${path} cannot be read: ${reasonOf(error)}`])
  }
}

/** @throws UsageError where there are no models yet. */
export function lockOf({ folder }: Project, lock: ProjectLock | undefined): ProjectLock {
  if (lock) return lock
  throw new UsageError(
    `There are no models here: ${folder} has no ${lockFile}.`,
    'To add one: apikley models add <page, file, folder or id>',
  )
}
