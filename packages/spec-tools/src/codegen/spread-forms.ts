import { isObject, type Json, type JsonObject, listAt, objectAt } from '@apikley/pages/document'
import { mapSchema } from './map-schema.ts'

/**
 * A schema for the generator of types, which writes the fields beside `oneOf` or `anyOf` as one form more: here each
 * form has them itself.
 */
export function spreadForms(schema: JsonObject): JsonObject {
  return mapSchema(schema, (node) => {
    const keyword = ['oneOf', 'anyOf'].find((name) => Array.isArray(node[name]))
    if (keyword === undefined || !isObject(node['properties'])) return node
    const { [keyword]: forms, properties, required, type, additionalProperties, ...rest } = node
    const beside = { type, properties, required, additionalProperties }
    return { ...rest, [keyword]: [forms].flat().map((form) => joined(beside, form ?? null)) }
  })
}

function joined(beside: Readonly<Record<string, Json | undefined>>, form: Json): Json {
  if (!isObject(form) || (form['type'] ?? 'object') !== 'object') return form
  const required = [...new Set([...listAt(beside['required'] ?? []), ...listAt(form, 'required')])]
  const { type = 'object', additionalProperties } = { ...beside, ...form }
  return {
    ...form,
    type,
    properties: { ...objectAt(beside['properties']), ...objectAt(form, 'properties') },
    ...(required.length > 0 && { required }),
    ...(additionalProperties !== undefined && { additionalProperties }),
  }
}
