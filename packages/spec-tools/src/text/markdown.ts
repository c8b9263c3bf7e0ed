import { printable } from './printable.ts'

/**
 * A text of unknown origin as one line of Markdown that says the same and does nothing: no link, no picture, no HTML, no
 * mention of a person or an issue, no formula. What stands between two single backticks stays code.
 */
export function plain(text: string): string {
  const line = printable(text.replaceAll(/\s+/g, ' ').trim())
  return (
    line
      // By turns what is no code, and what is: runs of several backticks would open and close other code.
      .split(/(?<!`)`([^`]+)`(?!`)/)
      .map((part, index) => (index % 2 === 0 ? escaped(part) : `\`${part}\``))
      .join('')
      // What would begin a list or a line.
      .replace(/^[-+=]|(?<=^\d+)[.)]/, String.raw`\$&`)
  )
}

/** Between backticks, whatever it holds. */
export function code(text: string): string {
  return `\`${printable(text.replaceAll(/[\s`]+/g, ' ').trim()) || 'nothing'}\``
}

export function tableRow(cells: readonly string[]): string {
  // A backslash before a line would take the one that keeps it from ending the cell.
  const inCell = (cell: string) =>
    cell.replaceAll(/(?<!\\)(\\*)\|/g, (_, run: string) => `${run}${run.length % 2 === 1 ? ' ' : ''}\\|`)
  return `| ${cells.map(inCell).join(' | ')} |`
}

/** Texts of unknown origin as a block in which nothing is Markdown; none of them can end it. */
export function fenced(texts: readonly string[]): readonly string[] {
  const lines = texts.flatMap((text) => printable(text).split('\n'))
  const longest = lines
    .flatMap((line) => line.match(/`+/g) ?? [])
    .reduce((most, run) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return [fence, ...lines, fence]
}

/** As much of the lines as fits, and how many were left out. */
export function cut(lines: readonly string[], limit: number): string {
  let length = 0
  const fitting = lines.findIndex((line) => (length += line.length + 1) > limit - 100)
  if (fitting === -1) return `${lines.join('\n')}\n`
  const left = lines.length - fitting
  return `${[...lines.slice(0, fitting), '', `_${left} more lines do not fit here; run the command to see them._`].join('\n')}\n`
}

/** What Markdown and GitHub make something of; addresses become links by themselves, as they are written. */
const signs = /:\/\/|\bwww\.|\bgh-(?=\d)|[&<>$@\\*_[\]!#~`]/gi
/** Mentions and issues are looked for in what readers see: there has to be something in between. */
const between = '&#8203;'

function escaped(text: string): string {
  return text.replaceAll(signs, (sign, position: number) => {
    if (sign === '&') return '&amp;'
    if (sign === '<') return '&lt;'
    if (sign === '>') return '&gt;'
    // GitHub reads formulas before it reads backslashes.
    if (sign === '$') return '&#36;'
    if (sign === '@' || sign.endsWith('-')) return sign + between
    if (sign === '#') return `\\#${/\d/.test(text.charAt(position + 1)) ? between : ''}`
    return sign.length === 1 ? `\\${sign}` : sign.replace(/[./]/, String.raw`\$&`)
  })
}
