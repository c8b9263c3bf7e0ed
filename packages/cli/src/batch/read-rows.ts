import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { UsageError } from '../command-error.ts'
import type { Cell } from '../fields/build-input.ts'
import { parseJson } from '../fields/type-value.ts'
import type { Io } from '../terminal/io.ts'

/** One order of a file, as it stands there. */
export interface Row {
  /** Where in the file: the row of a table as a spreadsheet counts it, or the line. */
  readonly line: number
  readonly model: string | undefined
  readonly key: string | undefined
  /** The name of its file, in the folder for the results. */
  readonly save: string | undefined
  /** Cells of a table, which are typed by the model. */
  readonly cells: readonly Cell[]
  /** What a line of JSON gives. */
  readonly input: Readonly<Record<string, unknown>>
}

/** What a line of JSON can have beside its `input`. */
const itemNames = ['model', 'key', 'save', 'input']

/** Reads the orders of a file (`-`: stdin): CSV with a header, JSON lines, or a JSON array. */
export async function readRows(io: Io, file: string): Promise<Row[]> {
  const content =
    file === '-' ? await text(io.stdin) : await readFile(resolve(io.cwd, file), 'utf8').catch(unreadable)
  const body = content.replace(/^\uFEFF/, '')
  const rows = isJson(file, body) ? readJson(file, body) : await readTable(file, body)
  if (rows.length) return rows
  throw new UsageError(`There is nothing in ${file}. Nothing was sent.`)
}

function unreadable(error: Error): never {
  throw new UsageError(`The file cannot be read: ${error.message}. Nothing was sent.`)
}

function isJson(file: string, body: string): boolean {
  const extension = extname(file).toLowerCase()
  if (['.csv', '.tsv'].includes(extension)) return false
  return /^\.(json|jsonl|ndjson)$/.test(extension) || /^\s*[[{]/.test(body)
}

function readJson(file: string, body: string): Row[] {
  if (body.trimStart().startsWith('[')) {
    const all = parseJson(body, file)
    return Array.isArray(all) ? all.map((value, index) => jsonRow(value, index + 1)) : []
  }
  return body.split('\n').flatMap((line, index) => {
    const what = `Line ${index + 1} of ${file}`
    return line.trim() ? [jsonRow(parseJson(line, what), index + 1)] : []
  })
}

/** `{ model, key, save, input: { … } }`, or the fields of the input themselves. */
function jsonRow(value: unknown, line: number): Row {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`Line ${line} is no object. Nothing was sent.`)
  }
  const row: Record<string, unknown> = { ...value }
  const isItem = 'input' in row && Object.keys(row).every((name) => itemNames.includes(name))
  const { model, key, save, ...fields } = row
  const input = isItem ? row['input'] : fields
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new UsageError(`The input of line ${line} is no object. Nothing was sent.`)
  }
  const named = Object.entries({ model, key, save }).map(([name, each]) => {
    if (each === undefined || typeof each === 'string') return [name, each] as const
    throw new UsageError(`'${name}' of line ${line} must be a text. Nothing was sent.`)
  })
  const { model: id, ...rest } = Object.fromEntries(named)
  return { line, model: id, key: rest['key'], save: rest['save'], cells: [], input: { ...input } }
}

async function readTable(file: string, body: string): Promise<Row[]> {
  const { default: papaparse } = await import('papaparse')
  const [blank = ''] = /^(?:[^\S\n]*\n)*/.exec(body) ?? []
  const table = body.slice(blank.length)
  const [delimiter, firstRow] = [delimiterOf(table), blank.split('\n').length + 1]
  const [header = []] = papaparse.parse<string[]>(table, { delimiter, preview: 1 }).data
  const names = header.map((name) => name.trim())
  // Of empty columns there may be many: spreadsheets write them.
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) < index)
  if (twice !== undefined) throw new UsageError(`${file} has two columns '${twice}'. Nothing was sent.`)
  const { data, errors } = papaparse.parse<string[]>(table, { delimiter })
  const wrong = errors.find(({ code }) => code !== 'UndetectableDelimiter')
  if (wrong) {
    const place = wrong.row === undefined ? '' : `, row ${wrong.row + firstRow - 1}`
    throw new UsageError(`${file}${place}: ${wrong.message}. Nothing was sent.`)
  }
  return data.slice(1).flatMap((cells, index) => {
    const line = index + firstRow
    // Of an empty row nothing becomes, and it counts, as in a spreadsheet.
    if (cells.every((cell) => !cell.trim())) return []
    const surplus = cells.slice(names.length).find((cell) => cell.trim())
    if (surplus !== undefined) {
      throw new UsageError(`${file}, row ${line}: '${surplus}' stands in no column. Nothing was sent.`)
    }
    const cell = (name: string): string | undefined => cells[names.indexOf(name)]?.trim() || undefined
    const fields = names.map((name, column) => ({ name, value: cells[column] ?? '' }))
    return [
      {
        line,
        model: cell('model'),
        key: cell('key'),
        save: cell('save'),
        cells: fields
          .filter(({ name, value }) => name && value && !['model', 'key', 'save'].includes(name))
          .map(({ name, value }) => ({ name: name.replace(/^input\./, ''), value })),
        input: {},
      },
    ]
  })
}

/** By the header alone: a table of one column may have commas in its texts. */
function delimiterOf(body: string): string {
  const [header = ''] = body.split('\n', 1)
  const bare = header.replaceAll(/"[^"]*"/g, '')
  const counts = ([',', ';', '\t'] as const).map((each) => [each, bare.split(each).length - 1] as const)
  const [best, most] = counts.reduce((one, other) => (other[1] > one[1] ? other : one))
  return most ? best : '\u001F'
}
