import { readChoices, takeIn } from '@apikley/spec-tools/sources'
import type { Session } from '../action.ts'
import { UsageError } from '../command-error.ts'
import { placeOf } from '../connection/place.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { count } from '../terminal/words.ts'
import { createGate, type HostOptions, trustedHosts } from './allow-host.ts'
import { formOf, type FormOptions, givenLanguage } from './form.ts'
import { generateFiles } from './generate.ts'
import { findProject, shownFile } from './project.ts'
import { modelId } from './json-schema.ts'
import { filesAfter } from './lock.ts'
import { readSources } from './read-sources.ts'
import { readState } from './state.ts'
import { outcomeDocument, tellOutcomes, tellSkipped } from './tell-outcome.ts'
import { writeFolder } from './write.ts'

export interface AddOptions extends HostOptions, FormOptions {
  readonly match?: readonly string[]
  readonly rate?: number
  readonly choose?: readonly string[]
  readonly id?: string
  readonly force?: boolean
  readonly verbose?: boolean
}

/** Takes pages in and generates all models of the project. */
export async function add(
  { io, printer, options }: Session<AddOptions>,
  words: readonly string[],
): Promise<ExitCode> {
  const { match, rate, choose = [], id, force, verbose } = options
  const language = givenLanguage(options)
  if (id !== undefined && (words.length > 1 || !modelId.test(id))) {
    const what =
      words.length > 1 ? 'names one model, and there are several sources' : `is no model's id: '${id}'`
    throw new UsageError(`--id ${what}. Nothing was written.`, 'For example: --id kling/v2-1-master')
  }
  const project = findProject(io)
  const { lock, sources } = await readState(project, printer)
  const form = formOf(project, lock, language)
  const { baseUrl } = placeOf(io, options)
  const { intakes, refused, skipped } = await readSources(io, printer, words, {
    pages: sources.pages.map((page) => page.lock),
    baseUrl,
    match,
    rate,
    choices: choose.length ? readChoices(choose) : undefined,
    id,
    allow: createGate(io, options, trustedHosts(project, baseUrl, lock)),
  })
  if (choose.length && intakes.length + refused.length !== 1) {
    throw new UsageError('--choose decides about one page. Name that page alone. Nothing was written.')
  }
  const taken = takeIn(sources, intakes, refused)
  tellOutcomes(io, printer, taken.pages)
  tellSkipped(printer, skipped, verbose)
  const isRefused = taken.pages.some(({ status }) => status === 'refused')
  const models = taken.pages.filter(({ status }) => status !== 'refused')
  let written: readonly string[] = []
  if (models.length > 0) {
    const { pages } = taken.sources
    const generated = await generateFiles(pages, form)
    const files = filesAfter(project, lock, taken.pages)
    const wanted = { form, pages: pages.map((page) => page.lock), files, taken: taken.files, generated }
    written = await writeFolder(project, lock, wanted, force)
  }
  const paths = written.map((file) => shownFile(io, project, file))
  if (match && taken.pages.length === 0)
    printer.warn(`Nothing there has ${match.join(' or ')} in its title, address or path.`)
  printer.note(endOf(models.length, paths, shownFile(io, project, `models/index${form.importExtension}`)))
  printer.result({ pages: taken.pages.map(outcomeDocument), written: paths }, [])
  return isRefused || models.length === 0 ? exitCodes.failed : exitCodes.ok
}

function endOf(models: number, written: readonly string[], index: string): string {
  if (models === 0) return 'No page of a model was taken. Nothing was written.'
  if (written.length === 0) return 'Everything is as it was.'
  const from = index.startsWith('.') ? index : `./${index}`
  return `${count(written.length, 'file')} written. In your program: import { models } from '${from}'`
}
