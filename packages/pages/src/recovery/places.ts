import { pointer } from '../document/json.ts'
import type { Frame } from './frame.ts'
import type { Line } from './lines.ts'
import { placedAt, type Reading } from './readings.ts'

interface Open {
  readonly indent: number
  readonly path: readonly string[]
  next: number
}

/** The place of each line's value in the document, as an RFC 6901 pointer; the text of a scalar stands at the scalar. */
export function placesOf(lines: readonly Line[], reading: Reading): string[] {
  const open: Open[] = []
  let last: readonly string[] = []
  return lines.map((line, index) => {
    const { indent, text } = placedAt(reading, index)
    if (text) return pointer(last)
    while ((open.at(-1)?.indent ?? -1) > indent) open.pop()
    let container = open.at(-1)
    if (container?.indent !== indent) container = opened(open, indent, last)
    for (let dash = 1; dash <= line.dashes; dash += 1) {
      last = [...container.path, String(container.next)]
      container.next += 1
      if (dash < line.dashes || line.key !== null) container = opened(open, indent + 2 * dash, last)
    }
    if (line.key !== null) last = [...container.path, line.key]
    return pointer(last)
  })
}

function opened(open: Open[], indent: number, path: readonly string[]): Open {
  const container = { indent, path, next: 0 }
  open.push(container)
  return container
}

/** The place at which the line stands that led to this stack. */
export function placeOf(frame: Frame): string {
  const path = [frame.open ?? frame.content?.key ?? '']
  for (let around = frame.parent; around; around = around.parent) path.unshift(around.open ?? '')
  return pointer(path)
}
