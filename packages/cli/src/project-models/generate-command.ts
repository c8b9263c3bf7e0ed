import type { Session } from '../action.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { count } from '../terminal/words.ts'
import { drift } from './drift.ts'
import { formOf, type FormOptions, givenLanguage } from './form.ts'
import { generateFiles } from './generate.ts'
import { findProject, shownFile } from './project.ts'
import { lockOf, readState } from './state.ts'
import { writeFolder } from './write.ts'

export interface GenerateOptions extends FormOptions {
  readonly force?: boolean
}

/** Generates everything again from what is in the project, without the network. */
export async function generate({ io, printer, options }: Session<GenerateOptions>): Promise<ExitCode> {
  const language = givenLanguage(options)
  const project = findProject(io)
  const state = await readState(project, printer)
  const lock = lockOf(project, state.lock)
  const form = formOf(project, lock, language)
  const generated = await generateFiles(state.sources.pages, form)
  const written = await writeFolder(project, lock, { ...lock, form, generated }, options.force)
  const paths = written.map((file) => shownFile(io, project, file))
  printer.note(paths.length === 0 ? 'Everything is as it was.' : `${count(paths.length, 'file')} written.`)
  printer.result({ written: paths }, paths)
  return exitCodes.ok
}

/** Compares what is in the project with what its pages make, without the network; for CI. */
export async function check({ io, printer }: Session<object>): Promise<ExitCode> {
  const project = findProject(io)
  const state = await readState(project, printer)
  const lock = lockOf(project, state.lock)
  const form = formOf(project, lock)
  const found = await drift(project, lock, form, await generateFiles(state.sources.pages, form))
  const problems = found.map(({ file, what }) => ({ file: shownFile(io, project, file), what }))
  for (const { file, what } of problems) printer.warn(`${file} ${what}.`, 'red')
  printer.result({ models: lock.pages.length, problems }, [])
  if (problems.length > 0) {
    printer.warn(
      'Run: apikley models generate (with --force, if what somebody wrote there may go), and commit.',
    )
    return exitCodes.failed
  }
  printer.note(`${count(lock.pages.length, 'model')}, as their pages make them.`)
  return exitCodes.ok
}
