import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { type Json, pathOf, SpecError } from '@apikley/pages/document'
import { spot } from '@apikley/pages'

const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true, useDefaults: true, verbose: true })

/**
 * A value of one of our own files that obeys a schema, with the schema's defaults filled in.
 * @param file How messages name the file.
 * @param lineOf The line of a place in it, where that is known.
 * @throws SpecError that names each place, what is wrong with it and, where the schema says so, what it is for.
 */
export function checked<Value>(
  schema: object,
  value: Json,
  file: string,
  lineOf: (path: readonly string[]) => number | undefined = () => undefined,
): Value {
  const validate = ajv.compile<Value>(schema)
  if (validate(value)) return value
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if')
  throw new SpecError(
    errors.map((error) => `${spot(file, lineOf(pathOf(error.instancePath)))}: ${describe(error)}`),
  )
}

function describe({ instancePath, message = 'is not valid', params, parentSchema }: ErrorObject): string {
  const allowed: unknown = params['allowedValues'] ?? params['additionalProperty'] ?? params['allowedValue']
  const what = allowed === undefined ? message : `${message}: ${JSON.stringify(allowed)}`
  const purpose: unknown = parentSchema?.['description']
  return `${instancePath || 'it'} ${what}.${typeof purpose === 'string' ? ` ${purpose}` : ''}`
}
