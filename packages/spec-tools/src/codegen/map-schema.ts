import { brief, isObject, type Json, type JsonObject, pointer, SpecError } from '@apikley/pages/document'
import { isValidationKeyword, validationKeywords } from './keywords.ts'

export type SchemaPath = readonly (string | number)[]

/** Sees a schema and answers what shall stand in its place. */
export type Change = (schema: JsonObject, path: SchemaPath) => JsonObject

/**
 * Rebuilds a schema with every schema inside it, the outermost first.
 * @throws SpecError if the value of a validation keyword does not have the keyword's form.
 */
export function mapSchema(schema: Json, change: Change, path: SchemaPath = []): JsonObject {
  // `true` is the schema that asks for nothing.
  const node = schema === true ? {} : schema
  if (!isObject(node)) throw misshapen(path, 'schema', schema)
  const entries = Object.entries(change(node, path))
  return Object.fromEntries(
    entries.map(([keyword, value]) => [
      keyword,
      isValidationKeyword(keyword) ? mapValue(keyword, value, change, [...path, keyword]) : value,
    ]),
  )
}

function mapValue(
  keyword: keyof typeof validationKeywords,
  value: Json,
  change: Change,
  path: SchemaPath,
): Json {
  const form = validationKeywords[keyword]
  if (form === 'schema' || (form === 'boolean or schema' && typeof value !== 'boolean')) {
    return mapSchema(value, change, path)
  }
  if (!isOfForm[form](value)) throw misshapen(path, form, value)
  if (form === 'list of schemas' && Array.isArray(value)) {
    return value.map((item, index) => mapSchema(item, change, [...path, index]))
  }
  if (form === 'schemas by name' && isObject(value)) {
    const entries = Object.entries(value)
    return Object.fromEntries(entries.map(([name, item]) => [name, mapSchema(item, change, [...path, name])]))
  }
  return value
}

type Form = (typeof validationKeywords)[keyof typeof validationKeywords]

const types: readonly Json[] = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

const isOfForm: Readonly<Record<Form, (value: Json) => boolean>> = {
  any: () => true,
  boolean: (value) => typeof value === 'boolean',
  number: (value) => typeof value === 'number',
  string: (value) => typeof value === 'string',
  list: Array.isArray,
  schema: isObject,
  'boolean or schema': (value) => typeof value === 'boolean' || isObject(value),
  'list of schemas': Array.isArray,
  'schemas by name': isObject,
  'regular expression': (value) => typeof value === 'string' && isRegularExpression(value),
  'type or list of types': (value) => [value].flat().every((name) => types.includes(name)),
}

/** By the reading that JSON Schema asks for and the client uses: ECMA-262 with the flag `u`. */
function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp
  } catch {
    return false
  }
}

function misshapen(path: SchemaPath, wanted: string, got: Json): SpecError {
  return new SpecError([`#${pointer(path)}: expected a ${wanted}, got ${brief(got)}`])
}
