import { shorten } from '../text/shorten.ts'

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether an object is an instance of a class, of ours or of the language's, such as a `Map` or a promise. */
export function hasClass(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype !== null && Object.getPrototypeOf(prototype) !== null
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
  if (typeof value === 'function') return 'a function'
  if (typeof value === 'bigint') return `${shorten(String(value), 40)}n`
  return typeof value === 'object' && value !== null ? describeObject(value) : String(value)
}

/** `an array`, `an object`, or by its class: `a Promise`, `an AbortSignal`. */
function describeObject(value: object): string {
  try {
    if (Array.isArray(value)) return 'an array'
    const { name }: { readonly name?: unknown } = value.constructor
    if (typeof name !== 'string' || !/^[A-Z]\w{1,39}$/.test(name) || name === 'Object') return 'an object'
    return `${/^[AEIO]/.test(name) ? 'an' : 'a'} ${name}`
  } catch {
    return 'an object'
  }
}
