import { isObject, type Json, type JsonObject, objectAt } from '@apikley/pages/document'

const documentKeys = ['openapi', 'info', 'servers', 'security', 'tags', 'paths', 'components']
const operationKeys = [
  'operationId',
  'tags',
  'summary',
  'description',
  'x-evidence',
  'security',
  'parameters',
]
const sectionKeys = ['schemas', 'responses', 'parameters', 'examples', 'headers', 'securitySchemes']

/**
 * The document with its keys in the order in which people read them, and its components by name, so that a new page
 * moves no line. All else keeps the order of the sources: the first example is the one that a mock gives unasked.
 */
export function inOrder(document: JsonObject): JsonObject {
  return {
    ...first(documentKeys, document),
    paths: mapValues(objectAt(document, 'paths'), (item) =>
      mapValues(item, (operation) => (isObject(operation) ? first(operationKeys, operation) : operation)),
    ),
    components: mapValues(first(sectionKeys, objectAt(document, 'components')), (section) =>
      isObject(section) ? first(Object.keys(section).toSorted(), section) : section,
    ),
  }
}

function first(keys: readonly string[], source: JsonObject): JsonObject {
  const leading = keys.flatMap((key) => (source[key] === undefined ? [] : [[key, source[key]]]))
  return { ...Object.fromEntries(leading), ...source }
}

function mapValues(source: Json, change: (value: Json) => Json): Json {
  if (!isObject(source)) return source
  return Object.fromEntries(Object.entries(source).map(([key, value]) => [key, change(value)]))
}
