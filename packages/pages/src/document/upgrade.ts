import { type Json, type JsonObject, listAt, sameJson } from './json.ts'
import { walkSchemas } from './walk.ts'

/** An OpenAPI 3.0 document as OpenAPI 3.1. Documents that say 3.1 and still use words of 3.0 come out right too. */
export function upgradeTo31(document: JsonObject): JsonObject {
  const upgraded = structuredClone(document)
  walkSchemas(upgraded, upgradeSchema)
  return { ...upgraded, openapi: '3.1.0' }
}

function upgradeSchema(schema: JsonObject): void {
  upgradeNullable(schema)
  upgradeExample(schema)
  upgradeExclusive(schema, 'exclusiveMinimum', 'minimum')
  upgradeExclusive(schema, 'exclusiveMaximum', 'maximum')
}

/** `nullable` beside no `type` says nothing in 3.0 (proposal 2019-10-31, "Clarify Nullable"). */
function upgradeNullable(schema: JsonObject): void {
  const { nullable, type } = schema
  delete schema['nullable']
  if (nullable !== true || typeof type !== 'string') return
  schema['type'] = [type, 'null']
  const values = schema['enum']
  if (Array.isArray(values) && !values.includes(null)) schema['enum'] = [...values, null]
}

function upgradeExample(schema: JsonObject): void {
  const example: Json | undefined = schema['example']
  delete schema['example']
  if (example === undefined) return
  const others = listAt(schema, 'examples').filter((other) => !sameJson(other, example))
  schema['examples'] = [example, ...others]
}

/** In 3.0 a flag beside the limit, in 3.1 the limit itself. */
function upgradeExclusive(schema: JsonObject, keyword: string, limit: string): void {
  const exclusive = schema[keyword]
  if (typeof exclusive !== 'boolean') return
  delete schema[keyword]
  const value = schema[limit]
  if (!exclusive || value === undefined) return
  delete schema[limit]
  schema[keyword] = value
}
