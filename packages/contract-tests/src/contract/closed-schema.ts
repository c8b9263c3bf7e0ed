import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { lookUp, type OpenApiDocument, type Schema } from './document.ts'

/**
 * Answers stay open for fields that nobody documented yet, so an ordinary validator does not notice when a field
 * disappears from the document. Closed schemas do: every field of an example or a request must be declared.
 */
export function closedValidator(document: OpenApiDocument, schema: Schema): ValidateFunction {
  const closed = close(document, schema, false)
  const text = JSON.stringify(closed)
  const validate = compiled.get(text) ?? compile(closed)
  compiled.set(text, validate)
  return validate
}

// Many answers share a schema, as do documents that differ elsewhere; compiling one costs more than validating them all.
const compiled = new Map<string, ValidateFunction>()

function compile(schema: Schema): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  return ajv.compile(schema)
}

/** `part` is true inside `allOf`: there the whole decides which fields are declared, not the part. */
function close(document: OpenApiDocument, schema: Schema, part: boolean): Schema {
  const { $ref, ...rest } = schema
  if (typeof $ref === 'string') return close(document, { ...lookUp<Schema>(document, $ref), ...rest }, part)
  const { additionalProperties, discriminator: _, ...closed } = rest
  if (isSchema(additionalProperties))
    closed['additionalProperties'] = close(document, additionalProperties, false)
  for (const key of ['allOf', 'oneOf', 'anyOf']) {
    const branches = closed[key]
    if (Array.isArray(branches)) {
      closed[key] = branches.map((branch: Schema) => close(document, branch, part || key === 'allOf'))
    }
  }
  if (isSchema(closed['items'])) closed['items'] = close(document, closed['items'], false)
  if (isSchema(closed['properties'])) {
    closed['properties'] = Object.fromEntries(
      Object.entries(closed['properties']).map(([name, value]) => [
        name,
        close(document, value as Schema, false),
      ]),
    )
  }
  const declares = 'properties' in closed || 'allOf' in closed
  return declares && !part ? { ...closed, unevaluatedProperties: false } : closed
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
