import { isObject, type Json, type JsonObject } from '@apikley/pages/document'

/** The JSON types that a schema's own keywords allow, but null. What only explains them is enough to tell. */
export function typesOf(schema: JsonObject): readonly string[] | undefined {
  const { type } = schema
  if (typeof type === 'string' || Array.isArray(type)) {
    return inForm([type].flat().filter((name) => typeof name === 'string'))
  }
  const values = 'const' in schema ? [schema['const'] ?? null] : schema['enum']
  if (Array.isArray(values)) return inForm(values.map(typeOf))
  if (isObject(schema['properties'])) return ['object']
  return 'items' in schema ? ['array'] : undefined
}

export function acceptsNull(schema: JsonObject): boolean {
  const { type } = schema
  if ('const' in schema) return schema['const'] === null
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(null)) return false
  if (type === undefined) return typesOf(schema) === undefined || Array.isArray(schema['enum'])
  return [type].flat().includes('null')
}

/** The types that two lists both allow. */
export function commonTypes(
  left: readonly string[] | undefined,
  right: readonly string[] | undefined,
): readonly string[] | undefined {
  if (!left || !right) return left ?? right
  return inForm([
    ...left.filter((name) => covers(right, name)),
    ...right.filter((name) => covers(left, name)),
  ])
}

/** Whether all values of a type fit one of the types. */
export function covers(types: readonly string[], name: string): boolean {
  return types.includes(name) || (name === 'integer' && types.includes('number'))
}

function inForm(types: readonly string[]): readonly string[] {
  const names = new Set(types.filter((name) => name !== 'null'))
  if (names.has('number')) names.delete('integer')
  return [...names].toSorted()
}

function typeOf(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isInteger(value) ? 'integer' : typeof value
}
