import { at, isObject, type Json, type JsonObject, type Path } from './json.ts'

/**
 * The keys that a reference to a place of the same document goes through: `#/components/schemas/A%20b` →
 * `['components', 'schemas', 'A b']`. None where it points outside.
 */
export function keysOfReference(reference: string): readonly string[] | undefined {
  if (reference === '#') return []
  if (!reference.startsWith('#/')) return undefined
  return reference
    .slice(2)
    .split('/')
    .map((key) => decode(key).replaceAll('~1', '/').replaceAll('~0', '~'))
}

/** A text that may be percent-encoded, as it is meant. A lone per cent sign is no escape. */
export function decode(key: string): string {
  try {
    return decodeURIComponent(key)
  } catch {
    return key
  }
}

/** The value itself, or what it refers to if it is a reference; `undefined` where nothing is there. */
export function resolve(document: JsonObject, value: Json | undefined): Json | undefined {
  const reference = at(value, '$ref')
  if (typeof reference !== 'string') return value
  const keys = keysOfReference(reference)
  return keys && at(document, ...keys)
}

/** Every `$ref` in a value, with where it stands; in data, too, where it is none. */
export function* referencesIn(
  value: Json | undefined,
  path: Path = [],
): Generator<{ readonly path: Path; readonly reference: string }> {
  const reference = isObject(value) ? value['$ref'] : undefined
  if (typeof reference === 'string') yield { path, reference }
  const entries = Array.isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : []
  for (const [key, child] of entries) yield* referencesIn(child, [...path, key])
}

/** Every reference that a value makes, and those that are made by what they point to. */
export function reachableFrom(document: JsonObject, value: Json | undefined): ReadonlySet<string> {
  const found = new Set([...referencesIn(value)].map(({ reference }) => reference))
  for (const reference of found) {
    for (const next of referencesIn(resolve(document, { $ref: reference }))) found.add(next.reference)
  }
  return found
}
