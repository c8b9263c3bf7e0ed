import { at, isObject, type Json, type JsonObject, pointer } from '@apikley/pages/document'
import type { Supplement } from '../supplement/supplement.ts'
import { resolve } from './reference.ts'

/** References of a bundle to something that is not in it: a page has dropped what a supplement or an overlay builds on. */
export function danglingReferences(bundle: JsonObject, supplements: readonly Supplement[]): string[] {
  const places = new Map<string, string[]>()
  for (const { path, reference } of referencesIn(bundle)) {
    if (resolve(bundle, { $ref: reference }) !== undefined) continue
    const file = supplements.find(({ fragment }) => at(fragment, ...path, '$ref') === reference)?.file
    const subject = `${file === undefined ? '' : `${file}: `}${reference}`
    places.set(subject, [...(places.get(subject) ?? []), pointer(path)])
  }
  return [...places].map(
    ([subject, [first, ...others]]) =>
      `${subject} is referred to at ${first}${others.length > 0 ? ` and ${others.length} other places` : ''}, and no ` +
      'page holds it any more. Add to a supplement what it meant, or refer to something else.',
  )
}

function* referencesIn(
  value: Json,
  path: readonly (string | number)[] = [],
): Generator<{ path: readonly (string | number)[]; reference: string }> {
  if (isObject(value)) {
    const { $ref: reference } = value
    if (typeof reference === 'string') yield { path, reference }
  }
  const entries: Iterable<[string | number, Json]> = Array.isArray(value)
    ? value.entries()
    : isObject(value)
      ? Object.entries(value)
      : []
  for (const [key, child] of entries) yield* referencesIn(child, [...path, key])
}
