import type { Session } from '../action.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { findModel, loadModels } from '../models.ts'
import { printable } from '../terminal/printable.ts'
import { table } from '../terminal/table.ts'
import { fit } from '../terminal/width.ts'
import { fieldsOf } from './fields.ts'
import { pagesOf } from './list.ts'
import { findProject } from './project.ts'

/** Shows what a model takes: its fields with their defaults and limits. */
export async function show({ io, printer }: Session<object>, id: string): Promise<ExitCode> {
  const model: ReturnType<typeof findModel> & { readonly summary?: string; readonly evidence?: string } =
    findModel(await loadModels(io), id)
  const { kind, summary, evidence, schema = {}, fields = {} } = model
  const page = pagesOf(findProject(io)).get(id)
  const beside = fieldsOf(fields).map((field) => ({ ...field, name: `--beside ${field.name}` }))
  const rows = [...fieldsOf(schema), ...beside]
  const columns = [
    { title: 'field' },
    { title: 'type' },
    { title: 'default' },
    { title: 'takes' },
    { title: 'what it is', leaveOut: 1 },
  ]
  const head = [
    `${id}${kind ? `: makes ${kind}` : ''}`,
    ...(summary ? [summary] : []),
    ...(evidence ? [`Unverified: known of the twin API only (${evidence})`] : []),
    ...(page ? [`From ${page.url ?? page.file ?? 'what was pasted'}`, `Taken on ${page.taken}`] : []),
  ]
  const lines = [
    ...head.map(printable),
    '',
    ...table(
      io.stdout,
      columns,
      rows.map(({ name, type, need, preset, limits, words }) => [
        { text: `${name} ${need}`.trim() },
        { text: type },
        { text: preset },
        { text: limits },
        { text: io.stdout.isTTY ? fit(words, 50) : words, style: 'dim' },
      ]),
    ),
    '',
    '* must be given',
    ...(rows.some(({ need }) => need === '(*)') ? ['(*) must be given in one of several forms'] : []),
  ]
  // Lines of a list are printed as they are: the table has its colours already.
  if (printer.format === 'text') printer.list([], lines)
  else printer.result({ id, kind, summary, evidence, page, schema, fields: model.fields }, [])
  return exitCodes.ok
}
