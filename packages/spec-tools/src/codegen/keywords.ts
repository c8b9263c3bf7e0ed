/**
 * Every keyword of JSON Schema that decides whether an input is valid and that a model may use, with the form of its
 * value. This is the one list. The generator refuses any other keyword, and writes the names out as a type;
 * `@apikley/types` holds its `SchemaNode`, which the client's checks are written against, to that type by a test. So
 * nothing here needs to import a package of ours, and a keyword that is added here fails there until it is known.
 */
export const validationKeywords = {
  type: 'type or list of types',
  enum: 'list',
  const: 'any',
  minLength: 'number',
  maxLength: 'number',
  pattern: 'regular expression',
  format: 'string',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  items: 'schema',
  minItems: 'number',
  maxItems: 'number',
  uniqueItems: 'boolean',
  properties: 'schemas by name',
  required: 'list',
  additionalProperties: 'boolean or schema',
  anyOf: 'list of schemas',
  oneOf: 'list of schemas',
  allOf: 'list of schemas',
} as const

/** Keywords of JSON Schema that explain and decide nothing. */
const documentation = new Set([
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
  '$comment',
])

/** What OpenAPI adds to that. A discriminator tells which form is meant, and the forms decide for themselves. */
const documentationOfOpenApi = new Set(['example', 'externalDocs', 'xml', 'discriminator'])

export function isValidationKeyword(keyword: string): keyword is keyof typeof validationKeywords {
  return Object.hasOwn(validationKeywords, keyword)
}

/** Whether a keyword decides nothing. Extensions (`x-…`) belong here too. */
export function isDocumentation(keyword: string): boolean {
  return documentation.has(keyword) || documentationOfOpenApi.has(keyword) || keyword.startsWith('x-')
}

/** Whether JSON Schema knows a keyword, or OpenAPI alone. */
export function isJsonSchema(keyword: string): boolean {
  return isValidationKeyword(keyword) || documentation.has(keyword)
}
