import { printable } from './printable.ts'

/**
 * A text of unknown origin as one line of Markdown that says the same and does nothing: no link, no picture, no HTML, no
 * mention of a person. Pairs of backticks stay code.
 */
export function plain(text: string): string {
  const line = printable(text.replaceAll(/\s+/g, ' ').trim())
  const parts = line.split('`')
  if (parts.length % 2 === 0) return escaped(line.replaceAll('`', "'"))
  return parts.map((part, index) => (index % 2 === 0 ? escaped(part) : `\`${part}\``)).join('')
}

/** Between backticks, whatever it holds. */
export function code(text: string): string {
  return `\`${printable(text.replaceAll(/[\s`]+/g, ' ').trim())}\``
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

/** As much of the lines as fits, and how many were left out. */
export function cut(lines: readonly string[], limit: number): string {
  let length = 0
  const fitting = lines.findIndex((line) => (length += line.length + 1) > limit - 100)
  if (fitting === -1) return `${lines.join('\n')}\n`
  const left = lines.length - fitting
  return `${[...lines.slice(0, fitting), '', `_${left} more lines do not fit here; run the command to see them._`].join('\n')}\n`
}

function escaped(text: string): string {
  return (
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll(/[\\*_[\]!#~]/g, String.raw`\$&`)
      // Neither a mention nor an address that becomes a link by itself.
      .replaceAll('@', '@\u200B')
      .replaceAll('://', ':\u200B//')
      .replaceAll(/\bwww\./gi, '$&\u200B')
  )
}
