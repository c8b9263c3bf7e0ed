import { brief, type Json } from '@apikley/pages/document'
import type { Shape } from './shape/shape.ts'

/** `"5"`, `"10"`: values as they stand in a sentence, all of them. */
export function listValues(values: readonly Json[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ')
}

/** What fits a shape, in few words: `integer, minimum 1`, `"5", "10" or null`. */
export function describe({ types, values, nullable, limits, alternatives }: Shape): string {
  const names = values
    ? listValues(values)
    : (types?.join(' or ') ?? (alternatives.length > 0 ? 'several forms' : ''))
  if (names === '') return types === undefined ? 'any value' : 'null'
  const words = [nullable && types !== undefined ? `${names} or null` : names]
  for (const [keyword, value] of Object.entries(limits)) words.push(`${keyword} ${brief(value)}`)
  return words.join(', ')
}

/** The same with the default, for something new. */
export function describeNew(shape: Shape): string {
  const value = shape.default === undefined ? '' : `; by default ${brief(shape.default)}`
  return `${describe(shape)}${value}`
}
