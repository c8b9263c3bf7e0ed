import { join } from 'node:path'
import type { Session } from '../action.ts'
import { UsageError } from '../command-error.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { suggestion } from '../suggestion.ts'
import { formOf } from './form.ts'
import { generateFiles } from './generate.ts'
import { readLock } from './lock.ts'
import { findProject, lockFile, shownFile } from './project.ts'
import { lockOf, readIfThere, readState } from './state.ts'
import { writeFolder } from './write.ts'

/** Takes models out of the project, with their pages. */
export async function remove(
  { io, printer, options }: Session<{ readonly force?: boolean }>,
  ids: readonly string[],
): Promise<ExitCode> {
  const project = findProject(io)
  const text = await readIfThere(join(project.folder, lockFile))
  const known = lockOf(project, text && readLock(String(text))).pages.map(({ model }) => model)
  for (const id of ids) {
    if (known.includes(id)) continue
    throw new UsageError(
      `The project has no model '${id}'${suggestion(id, known)}. Nothing was removed.`,
      'What it has: apikley models list',
    )
  }
  const { lock, sources } = await readState(project, printer, ids)
  const form = formOf(project, lock)
  const pages = sources.pages.map((page) => page.lock)
  const generated = await generateFiles(sources.pages, form)
  const wanted = { form, pages, files: lock?.files ?? {}, generated }
  const written = await writeFolder(project, lock, wanted, options.force)
  for (const id of ids) printer.note(`removed  ${id}`, 'yellow')
  printer.result({ removed: ids, written: written.map((file) => shownFile(io, project, file)) }, [])
  return exitCodes.ok
}
