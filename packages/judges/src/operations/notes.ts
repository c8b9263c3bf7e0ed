import { type JsonObject, sameJson } from '@apikley/pages/document'
import type { Direction } from '../change.ts'
import type { Finding } from '../finding.ts'
import { unjudged } from '../schemas/notes.ts'

type Compare = (before: JsonObject, after: JsonObject, direction: Direction, place: string) => Finding[]

export const compareDeprecation: Compare = (before, after, direction, place) => {
  const [was, is] = [before, after].map(({ deprecated }) => deprecated === true)
  if (was === is) return []
  return [{ rule: is ? 'deprecated' : 'deprecation-withdrawn', place, direction, field: [], detail: {} }]
}

/** Whether any of the keys that hold words for readers differs. Nothing and an empty text are the same. */
export function compareDocs(
  before: JsonObject,
  after: JsonObject,
  keys: readonly string[],
  direction: Direction,
  place: string,
): Finding[] {
  const differs = keys.some((key) => !sameJson(before[key] || null, after[key] || null))
  return differs ? [{ rule: 'docs-changed', place, direction, field: [], detail: {} }] : []
}

/** The keys that no rule knows. Extensions are the tools' own business. */
export function compareRest(
  before: JsonObject,
  after: JsonObject,
  judged: ReadonlySet<string>,
  direction: Direction,
  place: string,
): Finding[] {
  const rest = (object: JsonObject) =>
    Object.fromEntries(Object.entries(object).filter(([key]) => !judged.has(key) && !key.startsWith('x-')))
  return unjudged(rest(before), rest(after)).map((detail) => ({
    rule: 'unjudged-change',
    place,
    direction,
    field: [],
    detail,
  }))
}
