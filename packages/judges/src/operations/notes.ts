import { type JsonObject, sameJson } from '@apikley/pages/document'
import type { Direction } from '../change.ts'
import { findingAt, type Finding } from '../finding.ts'
import { unjudged } from '../schemas/notes.ts'

export function compareDeprecation(
  before: JsonObject,
  after: JsonObject,
  direction: Direction,
  place: string,
): Finding[] {
  const [was, is] = [before, after].map(({ deprecated }) => deprecated === true)
  return was === is ? [] : [findingAt({ place, direction }, is ? 'deprecated' : 'deprecation-withdrawn')]
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
  return differs ? [findingAt({ place, direction }, 'docs-changed')] : []
}

/** The keys that no rule knows. Extensions are the tools' own business. */
export function compareRest(
  before: JsonObject,
  after: JsonObject,
  judged: readonly string[],
  direction: Direction,
  place: string,
): Finding[] {
  const rest = (object: JsonObject) =>
    Object.fromEntries(
      Object.entries(object).filter(([key]) => !judged.includes(key) && !key.startsWith('x-')),
    )
  return unjudged(rest(before), rest(after), { place, direction })
}
