import { isObject, type Json, type JsonObject } from '../document/json.ts'

export type Path = readonly (string | number)[]

/** The keys below these are names that somebody chose, not keywords. */
const holdsNames = new Set([
  'properties',
  'patternProperties',
  '$defs',
  'dependentSchemas',
  'schemas',
  'responses',
  'parameters',
  'headers',
  'requestBodies',
  'securitySchemes',
  'links',
  'callbacks',
  'pathItems',
  'paths',
  'webhooks',
  'content',
  'encoding',
  'variables',
  'scopes',
  'mapping',
])
/** What stands under these is data, even where it looks like a part of a document. */
const holdsData = new Set(['example', 'examples', 'default', 'enum', 'const'])

/**
 * Calls `visit` for every object of a document whose keys are keywords of OpenAPI or JSON Schema, the outer one first.
 * Data, such as examples, and maps of names are passed over, what stands in such maps is not; nor are extensions.
 */
export function walkParts(value: Json, visit: (part: JsonObject, path: Path) => void, path: Path = []): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) walkParts(item, visit, [...path, index])
  } else if (isObject(value)) {
    visit(value, path)
    for (const [key, child] of Object.entries(value)) {
      if (typeof child !== 'object' || holdsData.has(key) || key.startsWith('x-')) continue
      if (!holdsNames.has(key) || !isObject(child)) walkParts(child, visit, [...path, key])
      else for (const [name, part] of Object.entries(child)) walkParts(part, visit, [...path, key, name])
    }
  }
}

/** Calls `visit` for every object of a document, data included. */
export function walkObjects(
  value: Json,
  visit: (object: JsonObject, path: Path) => void,
  path: Path = [],
): void {
  if (isObject(value)) visit(value, path)
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (typeof child === 'object') walkObjects(child, visit, [...path, key])
  }
}
