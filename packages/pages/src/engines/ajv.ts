import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { at, inOneOrder, type Json, type JsonObject, type Path } from '../document/json.ts'
import { answersSoon } from '../patterns/pattern.ts'
import { reasonOf, SpecError } from '../document/spec-error.ts'

/** A value and the place of the schema that it should obey. */
export interface Checked {
  readonly schemaPath: Path
  readonly value: Json
}

/** One for all pages, since making it costs as much as a page does; it forgets each page's schemas. */
const ajv = new Ajv2020({
  strict: false,
  allErrors: true,
  validateSchema: false,
  logger: false,
  code: { regExp: Object.assign(patternOf, { code: 'patternOf' }) },
})
addFormats.default(ajv)
// Its own compares each item with each.
ajv.removeKeyword('uniqueItems')
ajv.addKeyword({
  keyword: 'uniqueItems',
  type: 'array',
  schemaType: 'boolean',
  error: { message: 'must have no item twice' },
  validate: (isWanted: boolean, items: Json[]) =>
    !isWanted || new Set(items.map(inOneOrder)).size === items.length,
})

/**
 * What is wrong with values of an OpenAPI 3.1 document, by their index; those that are valid are missing. All schemas
 * are compiled as one, which is many times faster than one after another.
 * @throws SpecError when a schema cannot be compiled, such as for a pattern that is no regular expression.
 */
export function validationErrors(
  document: JsonObject,
  values: readonly Checked[],
  file: string,
): ReadonlyMap<number, string> {
  const errors = new Map<number, string>()
  try {
    // References are relative to the schema that is compiled, so the parts that they can mean stand in it too.
    const { components = {}, paths = {} } = document
    const schemas = values.map(({ schemaPath }) => at(document, ...schemaPath) ?? true)
    const needed = JSON.stringify([schemas, components]).includes('"#/paths/')
      ? { components, paths }
      : { components }
    const whole = { ...needed, properties: Object.fromEntries(schemas.entries()) }
    const validate = ajv.compile(whole)
    ajv.removeSchema(whole)
    validate(Object.fromEntries(values.map(({ value }, index) => [index, value])))
    for (const error of validate.errors ?? []) {
      const [, index = '', ...place] = error.instancePath.split('/')
      if (!errors.has(Number(index))) errors.set(Number(index), told(error, place))
    }
  } catch (error) {
    throw new SpecError([`${file}: a schema of the page cannot be used: ${reasonOf(error)}`])
  }
  return errors
}

function told({ message = 'is not valid', params }: ErrorObject, place: readonly string[]): string {
  const allowed: unknown = params['allowedValues']
  const values = Array.isArray(allowed)
    ? ` (${allowed.map((value) => JSON.stringify(value)).join(', ')})`
    : ''
  return `${place.length > 0 ? `/${place.join('/')}` : 'it'} ${message}${values}`
}

/** A pattern comes from the page: one that may take hours has to be a regular expression, and is not run. */
function patternOf(
  pattern: string,
  flags: string,
): { test: (text: string) => boolean; toString: () => string } {
  const expression = new RegExp(pattern, flags)
  return {
    test: (text) => !answersSoon(pattern) || text.length > 10_000 || expression.test(text),
    // Ajv keeps one object for all patterns that are written alike.
    toString: () => String(expression),
  }
}
