import type { Frame } from '../frame.ts'

/** The widest line that a writer makes of a scalar in a map or list. */
export type Widths = (of: Frame) => number

/** Of upstream's writer. */
export const upstreamWidths: Widths = ({ indent }) => widthAt(indent)

/** Of the same with `noArrayIndent`: it writes the dashes of a list in the column of the list's key. */
export const widthsOfFlushLists: Widths = ({ indent, lists }) => widthAt(indent - 2 * lists)

/**
 * The widest line that the writer makes of a scalar whose map or list stands in a column.
 * js-yaml 4: 80 less the scalar's own indentation, and never under 40.
 */
export function widthAt(indent: number): number {
  return Math.max(40, 78 - indent)
}

/** Whether the first word of `next` would have fitted on the line before it, so that the break is one of the text itself. */
export function nextWordFits(line: string, next: string, width: number): boolean {
  const space = next.indexOf(' ')
  const word = space === -1 ? next.length : space
  return line.length + 1 + word <= width
}

/** Whether prose breaks a line between these two by itself. */
export function proseBreaks(line: string, next: string): boolean {
  return (
    /[.:;!?。：；！？)>|`*]$/.test(line) || /^(?:[-*+#|<`:~]|\d+[.)]|[A-Z\u{1F300}-\u{1FAFF}])/u.test(next)
  )
}
