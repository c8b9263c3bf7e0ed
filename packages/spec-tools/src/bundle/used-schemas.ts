import { isObject, type Json, type JsonObject, objectAt } from '@apikley/pages/document'

const prefix = '#/components/schemas/'

/** The schemas of `components` that the given parts refer to, directly or through one another. */
export function usedSchemas(components: JsonObject, parts: readonly Json[]): JsonObject {
  const schemas = objectAt(components, 'schemas')
  const used = new Set<string>()
  const follow = (value: Json) => {
    for (const name of referencesIn(value)) {
      const schema = schemas[name]
      if (used.has(name) || schema === undefined) continue
      used.add(name)
      follow(schema)
    }
  }
  for (const part of parts) follow(part)
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => used.has(name)))
}

function referencesIn(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn)
  if (!isObject(value)) return []
  const { $ref: reference } = value
  const own =
    typeof reference === 'string' && reference.startsWith(prefix) ? [reference.slice(prefix.length)] : []
  return [...own, ...Object.values(value).flatMap(referencesIn)]
}
