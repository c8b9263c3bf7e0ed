import type { Bump } from '@apikley/judges'
import { takeIn } from '@apikley/spec-tools/sources'
import type { Session } from '../action.ts'
import { UsageError } from '../command-error.ts'
import { placeOf } from '../connection/place.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { suggestion } from '../suggestion.ts'
import { ask, canAsk } from '../terminal/question.ts'
import { count } from '../terminal/words.ts'
import { createGate, type HostOptions } from './allow-host.ts'
import { compareModels, type ModelChanges, worst } from './compare.ts'
import { formOf } from './form.ts'
import { generateFiles } from './generate.ts'
import { findProject, shownFile } from './project.ts'
import { readSources } from './read-sources.ts'
import { lockOf, readState } from './state.ts'
import { tellChanges } from './tell-changes.ts'
import { outcomeDocument, tellOutcomes } from './tell-outcome.ts'
import { writeFolder } from './write.ts'

export interface UpdateOptions extends HostOptions {
  readonly dryRun?: boolean
  readonly force?: boolean
  readonly rate?: number
}

/** Fetches the pages of the project again, says what changes, and writes it if that is wanted. */
export async function update(
  { io, printer, options }: Session<UpdateOptions>,
  ids: readonly string[],
): Promise<ExitCode> {
  const { dryRun, yes, force, rate } = options
  const project = findProject(io)
  const state = await readState(project, printer)
  const lock = lockOf(project, state.lock)
  const known = lock.pages.map(({ model }) => model)
  for (const id of ids) {
    if (!known.includes(id)) {
      throw new UsageError(`The project has no model '${id}'${suggestion(id, known)}. Nothing was fetched.`)
    }
  }
  const wanted = lock.pages.filter(({ model }) => ids.length === 0 || ids.includes(model))
  for (const { model } of wanted.filter(({ url }) => url === null)) {
    printer.note(`not asked  ${model}  its page is from a file: add the newer file instead`, 'dim')
  }
  const addresses = wanted.flatMap(({ url }) => url ?? [])
  const { baseUrl } = placeOf(io, options)
  const found = await readSources(io, printer, addresses, {
    pages: lock.pages,
    baseUrl,
    rate,
    allow: createGate(io, options, [...project.hosts, new URL(baseUrl).host]),
  })
  const taken = takeIn(state.sources, found.intakes, found.refused)
  tellOutcomes(
    io,
    printer,
    taken.pages.filter(({ status }) => status === 'refused'),
  )
  for (const { source, reasons } of found.withdrawn) {
    printer.warn(`gone  ${source}`, 'yellow')
    printer.warn(`  ${reasons.join(' ')} The model stays; to take it out: apikley models remove`)
  }
  const changes = compareModels(state.sources.pages, taken.sources.pages)
  tellChanges(printer, changes)
  const isRefused = taken.pages.some(({ status }) => status === 'refused') || found.withdrawn.length > 0
  const code = isRefused ? exitCodes.failed : exitCodes.ok
  const form = formOf(project, lock)
  const answer = (written: readonly string[]): ExitCode => {
    const paths = written.map((file) => shownFile(io, project, file))
    if (paths.length) printer.note(`${count(paths.length, 'file')} written.`)
    printer.result(documentOf(taken.pages.map(outcomeDocument), changes, paths), [])
    return code
  }
  if (changes.length === 0) {
    printer.note('No page has changed.')
    return answer([])
  }
  if (dryRun) {
    printer.note('Nothing was written: this was a dry run.')
    return answer([])
  }
  if (!yes && !canAsk(io)) {
    printer.warn('Nothing was written: there is nobody to ask. Repeat the command with --yes.', 'red')
    answer([])
    return exitCodes.usage
  }
  if (!yes && !(await ask(io, `Write ${count(changes.length, 'changed model')}?`))) {
    printer.note('Nothing was written.')
    return answer([])
  }
  const { pages } = taken.sources
  const generated = await generateFiles(pages, form)
  const content = { form, pages: pages.map((page) => page.lock), taken: taken.files, generated }
  return answer(await writeFolder(project, lock, content, force))
}

function documentOf(pages: readonly object[], changes: readonly ModelChanges[], written: readonly string[]) {
  const level: Bump = worst(changes)
  return { level, models: changes, pages, written }
}
