import { shorten } from '../text/shorten.ts'

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text, or an empty one for everything else: not even `String()` takes every value that JSON can hold. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

export function isOfType(value: unknown, type: string): boolean {
  if (type === 'array') return Array.isArray(value)
  if (type === 'object') return isPlainObject(value)
  if (type === 'null') return value === null
  if (type === 'integer') return Number.isInteger(value)
  // JSON has no way to write the numbers that are not finite.
  return type === 'number' ? Number.isFinite(value) : typeof value === type
}

/** Unicode code points, which JSON Schema counts; `length` counts an emoji twice. */
export function countCharacters(text: string): number {
  let count = 0
  for (const _ of text) count++
  return count
}

/** The same text for values that JSON takes for equal, whatever the order of their fields. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    isPlainObject(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** A value as it is quoted in a message: shortened, and never failing. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${shorten(value, 40)}'`
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'function') return 'a function'
  return isPlainObject(value) ? 'an object' : String(value)
}
