import { isObject, type Json, type JsonObject, type Path } from './json.ts'

/** The keys below these are names that somebody chose, not keywords. */
export const holdsNames: ReadonlySet<string> = new Set(
  (
    'properties patternProperties $defs definitions dependentSchemas schemas responses parameters headers ' +
    'requestBodies securitySchemes links callbacks pathItems paths webhooks content encoding ' +
    'variables scopes mapping'
  ).split(' '),
)
/** What stands under these is data, even where it looks like a part of a document. */
const holdsData = new Set(['example', 'examples', 'default', 'enum', 'const'])
/** In a schema, what stands under these is a schema, or a list or map of them. */
const holdsSchemas = new Set(
  (
    'items additionalProperties additionalItems unevaluatedItems unevaluatedProperties not contains propertyNames ' +
    'if then else contentSchema allOf anyOf oneOf prefixItems ' +
    'properties patternProperties $defs definitions dependentSchemas'
  ).split(' '),
)

/**
 * Calls `visit` for every object of a document whose keys are keywords of OpenAPI or JSON Schema, the outer one first.
 * Data, such as examples, and maps of names are passed over, what stands in such maps is not; nor are extensions.
 * References are not followed.
 */
export function walkParts(
  value: Json,
  visit: (part: JsonObject, path: Path, isSchema: boolean) => void,
  path: Path = [],
  isSchema = false,
): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walkParts(item, visit, [...path, index], isSchema)
  } else if (isObject(value)) {
    visit(value, path, isSchema)
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'object' || holdsData.has(key) || key.startsWith('x-')) continue
      const below = [...path, key]
      const areComponents = key === 'schemas' && path.join() === 'components'
      const areSchemas = isSchema ? holdsSchemas.has(key) : key === 'schema' || areComponents
      if (!holdsNames.has(key) || !isObject(child)) walkParts(child, visit, below, areSchemas)
      else
        for (const [name, part] of Object.entries(child)) walkParts(part, visit, [...below, name], areSchemas)
    }
  }
}

/** Calls `visit` for every schema of an OpenAPI document, or of a fragment of one, and every schema inside it. */
export function walkSchemas(value: Json, visit: (schema: JsonObject, path: Path) => void): void {
  walkParts(value, (part, path, isSchema) => {
    if (isSchema) visit(part, path)
  })
}

/** Calls `visit` for every object of a document, data included. */
export function walkObjects(
  value: Json,
  visit: (object: JsonObject, path: Path) => void,
  path: Path = [],
): void {
  if (isObject(value)) visit(value, path)
  for (const [key, child] of Object.entries(value ?? {})) {
    if (typeof child === 'object') walkObjects(child, visit, [...path, key])
  }
}
