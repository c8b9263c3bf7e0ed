import type { ScalarKind } from '../lines.ts'

/** The Schema Object of OpenAPI 3.0 and of 3.1, which is JSON Schema 2020-12. */
export const schemaTypes: Readonly<Record<string, Type>> = {
  schema: {
    scalars: ['boolean'],
    fields: {
      $ref: 'text',
      $id: 'text',
      $schema: 'text',
      $comment: 'text',
      $anchor: 'text',
      $defs: 'properties',
      type: 'typeName',
      title: 'text',
      description: 'text',
      format: 'text',
      pattern: 'text',
      contentMediaType: 'text',
      contentEncoding: 'text',
      enum: 'values',
      const: 'data',
      default: 'data',
      example: 'data',
      examples: 'exampleList',
      multipleOf: 'number',
      minimum: 'number',
      maximum: 'number',
      exclusiveMinimum: 'bound',
      exclusiveMaximum: 'bound',
      minLength: 'count',
      maxLength: 'count',
      minItems: 'count',
      maxItems: 'count',
      minContains: 'count',
      maxContains: 'count',
      minProperties: 'count',
      maxProperties: 'count',
      uniqueItems: 'flag',
      nullable: 'flag',
      readOnly: 'flag',
      writeOnly: 'flag',
      deprecated: 'flag',
      required: 'names',
      properties: 'properties',
      patternProperties: 'properties',
      dependentSchemas: 'properties',
      additionalProperties: 'schema',
      unevaluatedProperties: 'schema',
      propertyNames: 'schema',
      items: 'schema',
      prefixItems: 'schemas',
      contains: 'schema',
      allOf: 'schemas',
      oneOf: 'schemas',
      anyOf: 'schemas',
      not: 'schema',
      if: 'schema',
      // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema; nobody awaits this table.
      then: 'schema',
      else: 'schema',
      discriminator: 'discriminator',
      externalDocs: 'externalDocs',
      xml: 'xml',
      'x-apidog-orders': 'names',
      'x-apidog-ignore-properties': 'texts',
      'x-apidog-refs': 'apidogRefs',
      'x-apidog-enum': 'apidogEnum',
    },
  },
  properties: { names: /^/, each: 'schema' },
  schemas: { item: 'schema' },
  names: { item: 'text' },
  values: { item: 'value' },
  exampleList: { item: 'data' },
  typeName: { scalars: ['string'], item: 'text' },
  value: { scalars: ['string', 'integer', 'number', 'boolean', 'null'] },
  number: { scalars: ['integer', 'number'] },
  count: { scalars: ['integer'] },
  bound: { scalars: ['integer', 'number', 'boolean'] },
  discriminator: {
    fields: { propertyName: 'text', mapping: 'textByName' },
    needs: ['propertyName'],
  },
  xml: { fields: { name: 'text', namespace: 'text', prefix: 'text', attribute: 'flag', wrapped: 'flag' } },
}

/** Keywords that say something about values of one type only. */
export const keywordsOfType: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern', 'contentEncoding', 'contentMediaType'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains'],
  object: [
    'properties',
    'required',
    'additionalProperties',
    'minProperties',
    'maxProperties',
    'x-apidog-orders',
  ],
}

/** The extensions of one publisher whose values hold keys that OpenAPI knows too. */
export const apidogTypes: Readonly<Record<string, Type>> = {
  apidogEnum: { item: 'apidogEnumValue' },
  apidogEnumValue: { fields: { value: 'value', name: 'text', description: 'text' }, needs: ['value'] },
  apidogRefs: { names: /^/, each: 'apidogRef' },
  apidogRef: {
    fields: { $ref: 'text', 'x-apidog-overrides': 'properties', required: 'names' },
    needs: ['$ref'],
  },
  apidogScheme: {
    fields: { schemeGroups: 'apidogGroups', required: 'flag', use: 'apidogUse', scopes: 'apidogScopes' },
  },
  apidogGroups: { item: 'apidogGroup' },
  apidogGroup: { fields: { id: 'text', schemeIds: 'texts' }, needs: ['id', 'schemeIds'] },
  apidogUse: { fields: { id: 'text' } },
  apidogScopes: { names: /^/, each: 'apidogScope' },
  apidogScope: { names: /^/, each: 'texts' },
}

/** What may stand at one kind of place in an OpenAPI document. A type can be scalar, map and list at once. */
export interface Type {
  /** The kinds of scalar that may stand there. */
  readonly scalars?: readonly ScalarKind[]
  /** Fixed fields: the key, and the name of its value's type. */
  readonly fields?: Readonly<Record<string, string>>
  /** Keys that somebody chose, and the type of each one's value. */
  readonly names?: RegExp
  readonly each?: string
  /** The type of a list's items. */
  readonly item?: string
  /** Fields that OpenAPI demands, unless a `$ref` stands there. */
  readonly needs?: readonly string[]
}

export function isMap(type: Type): boolean {
  return type.fields !== undefined || type.each !== undefined
}

export function isList(type: Type): boolean {
  return type.item !== undefined
}

export function acceptsScalar(type: Type, kind: ScalarKind): boolean {
  if (kind === 'alias') return isMap(type) || isList(type)
  if (kind === 'map') return isMap(type)
  if (kind === 'list') return isList(type)
  return type.scalars?.includes(kind) === true
}
