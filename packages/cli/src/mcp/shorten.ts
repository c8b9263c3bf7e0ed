import { bytesOf, cut } from './fit.ts'

/** The most of a value in an answer, in bytes. */
const mostBytes = 5_500

/** How deep a value is shown, and how much of each list and object in it: from the whole to what always fits. */
const shapes = [
  { depth: Infinity, few: Infinity, textBytes: Infinity },
  { depth: 12, few: 60, textBytes: 300 },
  { depth: 8, few: 30, textBytes: 200 },
  { depth: 5, few: 20, textBytes: 80 },
  { depth: 3, few: 15, textBytes: 60 },
  { depth: 3, few: 8, textBytes: 40 },
] as const

type Shape = (typeof shapes)[number]

/** A JSON value that fits into an answer, and how much of each list and object in it is shown: `Infinity` if all is. */
export function shorten(value: unknown): { readonly shown: unknown; readonly few: number } {
  const fitting = shapes.find((shape) => bytesOf(shaped(value, shape, 0)) <= mostBytes) ?? shapes.at(-1)!
  return { shown: shaped(value, fitting, 0), few: fitting.few }
}

function shaped(value: unknown, shape: Shape, depth: number): unknown {
  if (typeof value === 'string') {
    const short = cut(value, shape.textBytes)
    return short === value ? value : `${short}…`
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth > shape.depth) return '…'
  const more = (length: number): string => `… ${length - shape.few} more`
  if (Array.isArray(value)) {
    const some = value.slice(0, shape.few).map((each) => shaped(each, shape, depth + 1))
    return some.length < value.length ? [...some, more(value.length)] : some
  }
  const entries = Object.entries(value)
  const some = entries
    .slice(0, shape.few)
    .map(([name, each]): [string, unknown] => [name, shaped(each, shape, depth + 1)])
  if (some.length < entries.length) some.push(['…', more(entries.length)])
  return Object.fromEntries(some)
}
