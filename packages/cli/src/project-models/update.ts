import type { Bump } from '@apikley/judges'
import type { Page } from '@apikley/pages'
import { type Gathered, takeIn } from '@apikley/spec-tools/sources'
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Session } from '../action.ts'
import { UsageError } from '../command-error.ts'
import { placeOf } from '../connection/place.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { suggestion } from '../suggestion.ts'
import { ask, canAsk } from '../terminal/question.ts'
import { count } from '../terminal/words.ts'
import { createGate, type HostOptions, trustedHosts } from './allow-host.ts'
import { compareModels, type ModelChanges, worst } from './compare.ts'
import { formOf } from './form.ts'
import { generateFiles } from './generate.ts'
import { filesAfter, type ProjectLock } from './lock.ts'
import { findProject, type Project, shownFile } from './project.ts'
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
  /** By what they are read from again. */
  const models = new Map<string, string>()
  for (const { model, url } of wanted) {
    const source = url ?? fileAgain(project, lock, model)
    if (typeof source === 'string') models.set(source, model)
    else printer.note(`not read  ${model}  ${source.why}`, 'dim')
  }
  const { baseUrl } = placeOf(io, options)
  const found = await readSources(io, printer, [...models.keys()], {
    pages: lock.pages,
    baseUrl,
    rate,
    models,
    allow: createGate(io, options, trustedHosts(project, baseUrl, lock)),
  })
  const isStranger = ({ name, model }: Page): boolean =>
    models.has(name) ? models.get(name) !== model : !known.includes(model)
  const strangers = found.intakes.filter(({ page }) => isStranger(page))
  const taken = takeIn(
    state.sources,
    found.intakes.filter((intake) => !strangers.includes(intake)),
    [...found.refused, ...strangers.map(({ page }) => ofAnother(page, models.get(page.name)))],
  )
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
  const files = filesAfter(project, lock, taken.pages)
  const content = { form, pages: pages.map((page) => page.lock), files, taken: taken.files, generated }
  return answer(await writeFolder(project, lock, content, force))
}

/** The file that a page was read from, if it is still there. */
function fileAgain(
  { root }: Project,
  { files }: ProjectLock,
  model: string,
): string | { readonly why: string } {
  const file = files[model]
  if (file === undefined) return { why: 'its page was pasted: add the newer one, apikley models add -' }
  const path = resolve(root, file)
  if (existsSync(path)) return path
  return { why: `${file} is not there any more: add the newer file instead, apikley models add <file>` }
}

function ofAnother({ name, model }: Page, before: string | undefined): Gathered['refused'][number] {
  const what = `It is the page of ${model} now${before === undefined ? '' : `, and was that of ${before}`}.`
  return { source: name, model, reasons: [`${what} To take it in: apikley models add ${name}`] }
}

function documentOf(pages: readonly object[], changes: readonly ModelChanges[], written: readonly string[]) {
  const level: Bump = worst(changes)
  return { level, models: changes, pages, written }
}
