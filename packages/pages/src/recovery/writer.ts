import { rewriteYaml } from '../engines/js-yaml.ts'
import { nextWordFits, proseBreaks, widthAt } from './evidence/width.ts'
import { type Line, readLine } from './lines.ts'
import { placedAt, type Reading } from './readings.ts'

/** A structural line, and the lines of text that belong to it. */
interface Entry {
  readonly line: number
  readonly indent: number
  readonly structure: string
  readonly text: string[]
}

/** A text whose lines are not those that the writer makes of it. */
export interface Edit {
  /** Of the page, counted from 1: where the text's key stands. */
  readonly line: number
  readonly page: readonly string[]
  readonly written: readonly string[]
}

export interface Comparison {
  /** Texts whose lines break elsewhere than the writer breaks them: changed after they were written. */
  readonly edited: readonly Edit[]
  /** How many entries the writer would have written in another way. */
  readonly unlike: number
  readonly entries: number
}

/**
 * Writes the recovered value again, in the manner in which upstream's documents are written, and compares that with the
 * page: a checksum over the whole document. A page may have been edited after it was written, so that some texts differ;
 * when much differs, another writer wrote it, of whose line widths nothing is known.
 */
export function compareWithWriter(lines: readonly Line[], reading: Reading, yaml: string): Comparison {
  const page = pageEntries(lines, reading)
  const written = writtenEntries(rewriteYaml(yaml))
  const pairs = page.map((entry, index) => ({ entry, again: written[index] }))
  const edited = pairs.flatMap(({ entry, again }) => {
    const same = again === undefined || entry.structure !== again.structure
    return same || entry.text.join('\n') === again.text.join('\n')
      ? []
      : [{ line: entry.line, page: entry.text, written: again.text }]
  })
  return {
    edited,
    unlike: missing(page, written) + page.filter(breaksEarly).length,
    entries: page.length,
  }
}

/** How many structural lines of the page the writer does not write, wherever they stand. */
function missing(page: readonly Entry[], written: readonly Entry[]): number {
  const left = new Map<string, number>()
  for (const { structure } of written) left.set(structure, (left.get(structure) ?? 0) + 1)
  return page.filter(({ structure }) => {
    const count = left.get(structure) ?? 0
    left.set(structure, count - 1)
    return count <= 0
  }).length
}

/** A few edits are not the work of another writer. */
export function isKnownWriter({ unlike, entries }: Comparison): boolean {
  return unlike <= 2 + entries / 50
}

/** Whether a folded text is narrower than the writer makes it. */
function breaksEarly({ structure, text, indent }: Entry): boolean {
  return (
    />[-+]?$/.test(structure) &&
    text.some((line, index) => {
      const next = text[index + 1]
      return next !== undefined && nextWordFits(line, next, widthAt(indent)) && !proseBreaks(line, next)
    })
  )
}

function pageEntries(lines: readonly Line[], reading: Reading): Entry[] {
  const entries: Entry[] = []
  for (const [index, { number, text: full }] of lines.entries()) {
    const { indent, text } = placedAt(reading, index)
    const line = full.trimEnd()
    if (text) entries.at(-1)?.text.push(line)
    else entries.push({ line: number, indent: innermost(indent, line), structure: line, text: [] })
  }
  return entries
}

function writtenEntries(yaml: string): Entry[] {
  const entries: Entry[] = []
  let block = Number.POSITIVE_INFINITY
  for (const full of yaml.split('\n')) {
    const line = full.trim()
    if (line === '') continue
    const indent = full.length - full.trimStart().length
    if (indent > block) {
      entries.at(-1)?.text.push(line)
      continue
    }
    const isBlock = readLine(0, line).value?.form === 'block'
    block = isBlock ? indent : Number.POSITIVE_INFINITY
    entries.push({ line: 0, indent, structure: line, text: [] })
  }
  return entries
}

/** The column of the innermost map or list that a line with dashes opens. */
function innermost(indent: number, line: string): number {
  const dashes = /^(?:- )*/.exec(line)?.[0].length ?? 0
  return indent + (dashes === 0 || readLine(0, line).key === null ? Math.max(0, dashes - 2) : dashes)
}
