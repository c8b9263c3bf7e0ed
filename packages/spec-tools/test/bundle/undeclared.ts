import {
  at,
  isObject,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  parseJson,
  pointer,
} from '@apikley/pages/document'

type Path = readonly (string | number)[]

/**
 * The fields of an example that no part of its schema declares. JSON Schema lets them pass, and answers stay open for
 * what upstream adds; in an example of ours they show that a schema lost a field. JSON text with a `contentSchema` is
 * read and held to it too.
 */
export function undeclaredFields(document: JsonObject, schema: Json, value: Json, path: Path = []): string[] {
  const parts = partsOf(document, schema)
  if (typeof value === 'string') {
    const content = parts.map((part) => part['contentSchema']).find((found) => found !== undefined)
    return content === undefined || value === ''
      ? []
      : undeclaredFields(document, content, parseJson(value), path)
  }
  if (Array.isArray(value)) {
    const items = { anyOf: parts.flatMap((part) => (part['items'] === undefined ? [] : [part['items']])) }
    return value.flatMap((item, index) => undeclaredFields(document, items, item, [...path, index]))
  }
  // An object whose fields nobody lists, such as the result of a text model, may hold anything.
  const open = parts.every((part) => part['properties'] === undefined)
  if (!isObject(value) || (open && path.length > 0 && parts.length > 0)) return []
  return Object.entries(value).flatMap(([key, child]) => {
    const declared = parts.flatMap((part) => at(part, 'properties', key) ?? [])
    const below = [...path, key]
    return declared.length === 0
      ? [pointer(below)]
      : undeclaredFields(document, { anyOf: declared }, child, below)
  })
}

/** A schema and all that it is composed of, references followed. */
function partsOf(document: JsonObject, schema: Json): JsonObject[] {
  if (!isObject(schema)) return []
  const arms = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => listAt(schema, keyword))
  const reference = schema['$ref']
  const target = typeof reference === 'string' ? [follow(document, reference)] : []
  return [schema, ...[...target, ...arms].flatMap((part) => partsOf(document, part))]
}

/** What a local reference names. */
export function follow(document: JsonObject, reference: string): Json {
  const [section = '', name = ''] = reference.replace('#/components/', '').split('/')
  return objectAt(document, 'components', section)[name] ?? {}
}
