import { brief, type Json, type JsonObject, objectAt, sameJson } from '@apikley/pages/document'
import type { Detail, Finding } from '../finding.ts'
import type { Pair } from './pair.ts'

/** What does not decide whether a value fits, and what no rule knows. */
export function compareNotes({ before, after, direction, place }: Pair): Finding[] {
  const finding = (rule: Finding['rule'], detail: Detail = {}): Finding => ({
    rule,
    place,
    direction,
    field: [],
    detail,
  })
  const found: Finding[] = []
  if (!before.deprecated && after.deprecated) found.push(finding('deprecated'))
  if (before.deprecated && !after.deprecated) found.push(finding('deprecation-withdrawn'))
  if (!sameJson(teller(before.discriminator), teller(after.discriminator))) {
    found.push(finding('discriminator-changed'))
  }
  if (!sameJson(before.docs, after.docs)) found.push(finding('docs-changed'))
  if (!sameJson([...before.examples], [...after.examples])) found.push(finding('examples-changed'))
  found.push(...unjudged(before.rest, after.rest).map((detail) => finding('unjudged-change', detail)))
  return found
}

/** What a discriminator says but the names of components, which mean nothing. */
function teller(discriminator: Json | undefined): Json {
  return [
    objectAt(discriminator)['propertyName'] ?? null,
    Object.keys(objectAt(discriminator, 'mapping')).toSorted(),
  ]
}

/** The keywords of which nobody knows what a change of them means. */
export function unjudged(before: JsonObject, after: JsonObject): readonly Detail[] {
  const keywords = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted()
  return keywords
    .filter((keyword) => !sameJson(before[keyword], after[keyword]))
    .map((keyword) => ({ what: keyword, from: brief(before[keyword]), to: brief(after[keyword]) }))
}
