import { isObject, type Json, type Path, pointer } from './json.ts'

/** One place where two documents differ; a side is `undefined` where it has nothing there. */
export interface Difference {
  /** RFC 6901 pointer; the empty string is the whole document. */
  readonly place: string
  readonly left: Json | undefined
  readonly right: Json | undefined
}

/** The smallest places where two documents differ. Lists are compared item by item. */
export function differences(left: Json | undefined, right: Json | undefined, path: Path = []): Difference[] {
  if (Array.isArray(left) && Array.isArray(right)) {
    const indexes = [...Array(Math.max(left.length, right.length)).keys()]
    return indexes.flatMap((index) => differences(left[index], right[index], [...path, index]))
  }
  if (isObject(left) && isObject(right)) {
    const keys = new Set([...Object.keys(left), ...Object.keys(right)])
    return [...keys].flatMap((key) => differences(left[key], right[key], [...path, key]))
  }
  return Object.is(left, right) ? [] : [{ place: pointer(path), left, right }]
}

/** A value on one short line, for a message. */
export function brief(value: Json | undefined): string {
  return clip(value === undefined ? 'nothing' : JSON.stringify(value))
}

/** Both sides of a difference on one short line; long texts from where they part. */
export function contrast({ left, right }: Difference): string {
  if (typeof left !== 'string' || typeof right !== 'string') return `${brief(left)} → ${brief(right)}`
  let parting = 0
  while (parting < left.length && left[parting] === right[parting]) parting += 1
  const start = Math.max(0, parting - 20)
  const from = (text: string) => clip(`${start > 0 ? '…' : ''}${JSON.stringify(text.slice(start))}`)
  return `${from(left)} → ${from(right)}`
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
