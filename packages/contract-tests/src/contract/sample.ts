import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { Schema } from './document.ts'

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)

/**
 * A value that a schema without references takes, with every field for which one can be found. What the schema itself
 * offers (examples, default, the first of an enum) goes first; a field that needs more wit than that, such as an unusual
 * pattern, is left out unless it is required.
 */
export function sampleOf(schema: Schema): unknown {
  const offered = [
    ...listOf(schema['examples']),
    ...('default' in schema ? [schema['default']] : []),
    ...listOf(schema['enum']).filter((value) => value !== null),
    ...('const' in schema ? [schema['const']] : []),
  ]
  const found = offered.find((value) => isValid(schema, value))
  return found === undefined || isRecord(found) ? invented(schema) : found
}

function invented(schema: Schema): unknown {
  const { oneOf, anyOf, ...beside } = schema
  const [form] = [...listOf(oneOf), ...listOf(anyOf)].filter(isRecord)
  if (form) return sampleOf(joined(beside, form))
  const type = listOf(schema['type'] ?? typeByKeyword(schema)).find((name) => name !== 'null')
  if (type === 'object') return inventedObject(schema)
  if (type === 'array') return inventedArray(schema)
  if (type === 'boolean') return true
  if (type === 'number' || type === 'integer') return inventedNumber(schema)
  if (schema['format'] === 'uri') return 'https://example.com/lighthouse.png'
  const { minLength = 1, maxLength = Infinity } = schema as { minLength?: number; maxLength?: number }
  return 'lighthouse'.padEnd(minLength, '.').slice(0, maxLength)
}

/** A form with what stands beside it. */
function joined(beside: Schema, form: Schema): Schema {
  const { properties: own, required } = form
  const properties = isRecord(own) || isRecord(beside['properties'])
  return {
    ...beside,
    ...form,
    ...(properties && { properties: { ...Object(beside['properties']), ...Object(own) } as Schema }),
    required: [...listOf(beside['required']), ...listOf(required)],
  }
}

function inventedObject(schema: Schema): Record<string, unknown> {
  const required = new Set(listOf(schema['required']))
  const parts = [schema, ...listOf(schema['allOf']).filter(isRecord)]
  const fields = parts.flatMap(({ properties }) => (isRecord(properties) ? Object.entries(properties) : []))
  const samples = fields.map(([name, child]): [string, Schema, unknown] => {
    const field = isRecord(child) ? child : {}
    return [name, field, sampleOf(field)]
  })
  return Object.fromEntries(
    samples.flatMap(([name, field, value]) =>
      required.has(name) || isValid(field, value) ? [[name, value]] : [],
    ),
  )
}

function inventedArray({ items, minItems = 1 }: Schema): unknown[] {
  return Array.from({ length: Math.max(1, Number(minItems)) }, () => sampleOf(isRecord(items) ? items : {}))
}

function inventedNumber({ minimum, maximum, exclusiveMinimum, multipleOf }: Schema): number {
  const step = Number(multipleOf ?? 1)
  const least = Number(minimum ?? (exclusiveMinimum === undefined ? 0 : Number(exclusiveMinimum) + step))
  return Math.min(Math.ceil(least / step) * step, Number(maximum ?? Infinity))
}

function typeByKeyword(schema: Schema): string {
  return schema['properties'] ? 'object' : schema['items'] ? 'array' : 'string'
}

function isValid(schema: Schema, value: unknown): boolean {
  const { $id: _, ...anonymous } = schema
  return ajv.validate(anonymous, value)
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value]
}

function isRecord(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
