import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Session } from '../action.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { table } from '../terminal/table.ts'
import { findProject, lockFile, type Project } from './project.ts'
import { readModels } from './values.ts'

/** A page as the lock lists it: as much of it as is shown. */
interface Listed {
  readonly model: string
  readonly url: string | null
  readonly taken: string
  readonly origin: string
  /** The file that it was read from, relative to the folder of the program. */
  readonly file?: string | undefined
}

interface Readable {
  readonly pages: readonly Listed[]
  readonly files?: Readonly<Record<string, string>>
}

/** Lists the models of the project, with where their pages are from. */
export async function list({ io, printer }: Session<object>): Promise<ExitCode> {
  const project = findProject(io)
  const pages = pagesOf(project)
  const models = readModels(project).map(({ id, kind, summary }) => {
    const { url = null, file = null, taken = '', origin = '' } = pages.get(id) ?? {}
    return { id, kind: kind ?? null, summary: summary ?? null, url, file, taken, origin }
  })
  if (models.length === 0) {
    printer.note(
      pages.size > 0
        ? 'The models of the project are not there. To make them of its pages: apikley models generate'
        : 'There are no models here. To add one: apikley models add <page, file, folder or id>',
    )
  }
  const columns = [
    { title: 'model' },
    { title: 'makes', leaveOut: 1 },
    { title: 'known of', leaveOut: 3 },
    { title: 'taken', leaveOut: 2 },
    { title: 'from', leaveOut: 4 },
  ]
  const rows = models.map(({ id, kind, url, file, taken, origin }) =>
    [id, kind ?? '?', origin, taken, url ?? file ?? 'pasted'].map((text) => ({ text })),
  )
  printer.list(models, models.length ? table(io.stdout, columns, rows) : [])
  return exitCodes.ok
}

export function pagesOf({ folder }: Project): ReadonlyMap<string, Listed> {
  try {
    const lock = JSON.parse(readFileSync(join(folder, lockFile), 'utf8')) as Readable
    return new Map(lock.pages.map((page) => [page.model, { ...page, file: lock.files?.[page.model] }]))
  } catch {
    // Whoever needs it says what is wrong with it.
    return new Map()
  }
}
