import { type Output } from './io.ts'
import { printable } from './printable.ts'
import { paint, type Style } from './printer.ts'
import { fit, widthOf } from './width.ts'

export interface Cell {
  readonly text: string
  readonly style?: Style
}

export interface Column {
  readonly title: string
  readonly right?: boolean
  /** Where the window is too narrow it is left out; the highest goes first. Default: it stays. */
  readonly leaveOut?: number
}

/**
 * The lines of a table that fits into the window: what is least needed is left out, then the last column is cut. In a
 * pipe nothing is left out.
 */
export function table(
  stream: Output,
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
): string[] {
  const window = stream.isTTY ? (stream.columns ?? 80) : Infinity
  const all = columns.map((column, index) => ({
    ...column,
    index,
    width: Math.max(widthOf(column.title), ...rows.map((row) => widthOf(printable(row[index]?.text ?? '')))),
  }))
  let shown = all
  const total = (): number => shown.reduce((sum, { width }) => sum + width + 2, -2)
  while (total() > window) {
    const least = shown.reduce((one, other) => ((other.leaveOut ?? 0) > (one.leaveOut ?? 0) ? other : one))
    if (!least.leaveOut) break
    shown = shown.filter((column) => column !== least)
  }
  const line = (cells: readonly Cell[]): string => {
    let room = window
    const parts = shown.map(({ width, right }, place) => {
      const { text = '', style = 'plain' } = cells[place] ?? {}
      const short = fit(printable(text), Math.max(1, Math.min(width, room)))
      const padding = ' '.repeat(Math.max(0, Math.min(width, room) - widthOf(short)))
      room -= width + 2
      const isLast = place === shown.length - 1
      return right
        ? padding + paint(stream, style, short)
        : paint(stream, style, short) + (isLast ? '' : padding)
    })
    return parts.join('  ')
  }
  return [
    line(shown.map(({ title }) => ({ text: title, style: 'bold' }))),
    ...rows.map((row) => line(shown.map(({ index }) => row[index] ?? { text: '' }))),
  ]
}
