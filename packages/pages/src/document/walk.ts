import { isObject, type Json, type JsonObject } from './json.ts'

type Path = readonly (string | number)[]
type Visit = (schema: JsonObject, path: Path) => void

const holdsSchema = new Set([
  'items',
  'additionalProperties',
  'additionalItems',
  'unevaluatedItems',
  'unevaluatedProperties',
  'not',
  'contains',
  'propertyNames',
  'if',
  'then',
  'else',
  'contentSchema',
])
const holdsSchemaList = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems'])
const holdsSchemaMap = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'definitions',
  'dependentSchemas',
])
/** What stands under these is data, even where it looks like a schema. */
const holdsData = new Set(['example', 'examples', 'default', 'enum', 'const', 'mapping'])

/** Calls `visit` for a schema and every schema inside it, the outer one first. References are not followed. */
function walkSchema(schema: Json, path: Path, visit: Visit): void {
  if (!isObject(schema)) return
  visit(schema, path)
  for (const [key, value] of Object.entries(schema)) {
    if (typeof value !== 'object') continue
    const below = [...path, key]
    if (holdsSchema.has(key)) walkSchema(value, below, visit)
    else if (holdsSchemaList.has(key) && Array.isArray(value)) {
      for (const [index, arm] of value.entries()) walkSchema(arm, [...below, index], visit)
    } else if (holdsSchemaMap.has(key) && isObject(value)) {
      for (const [name, child] of Object.entries(value)) walkSchema(child, [...below, name], visit)
    }
  }
}

/** Calls `visit` for every schema of an OpenAPI document, or of a fragment of one. */
export function walkSchemas(value: Json, visit: Visit, path: Path = []): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walkSchemas(item, visit, [...path, index])
  }
  if (!isObject(value)) return
  for (const [key, child] of Object.entries(value)) {
    if (typeof child !== 'object') continue
    const below = [...path, key]
    if (key === 'schema') walkSchema(child, below, visit)
    else if (key === 'schemas' && path.join() === 'components' && isObject(child)) {
      for (const [name, schema] of Object.entries(child)) walkSchema(schema, [...below, name], visit)
    } else if (!holdsData.has(key) && !key.startsWith('x-')) walkSchemas(child, visit, below)
  }
}
