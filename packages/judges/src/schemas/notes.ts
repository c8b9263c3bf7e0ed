import { brief, type Json, type JsonObject, objectAt, sameJson } from '@apikley/pages/document'
import { findingAt, type Finding } from '../finding.ts'
import type { Pair } from './pair.ts'

/** What does not decide whether a value fits, and what no rule knows. */
export function compareNotes(pair: Pair): Finding[] {
  const { before, after } = pair
  const changed: Readonly<Record<string, boolean>> = {
    deprecated: !before.deprecated && after.deprecated,
    'deprecation-withdrawn': before.deprecated && !after.deprecated,
    'discriminator-changed': !sameJson(teller(before.discriminator), teller(after.discriminator)),
    'docs-changed': !sameJson(before.docs, after.docs),
    'examples-changed': !sameJson([...before.examples], [...after.examples]),
  }
  return [
    ...Object.keys(changed).flatMap((rule) => (changed[rule] ? [findingAt(pair, rule)] : [])),
    ...unjudged(before.rest, after.rest, pair),
  ]
}

/** What a discriminator says but the names of components, which mean nothing. */
function teller(discriminator: Json | undefined): Json {
  return [
    objectAt(discriminator)['propertyName'] ?? null,
    Object.keys(objectAt(discriminator, 'mapping')).toSorted(),
  ]
}

/** The keywords of which nobody knows what a change of them means. */
export function unjudged(
  before: JsonObject,
  after: JsonObject,
  where: Pick<Finding, 'place' | 'direction'>,
): Finding[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((what) => !sameJson(before[what], after[what]))
    .toSorted()
    .map((what) =>
      findingAt(where, 'unjudged-change', { what, from: brief(before[what]), to: brief(after[what]) }),
    )
}
