import { isObject, type JsonObject, listAt, objectAt } from '@apikley/pages/document'
import { type Located, placeOf, referenceOf, target, under } from '../../document/located.ts'
import { bothShapes } from './both-shapes.ts'
import { limitKeywords, limitsOf } from './limits.ts'
import type { Shape } from './shape.ts'
import { acceptsNull, typesOf } from './types.ts'

/** Keywords for readers. The evidence of a field shows in the docs that are made of it. */
const docs = new Set(['title', 'description', 'externalDocs', '$comment', 'x-evidence'])
const known = new Set(
  (
    '$ref allOf anyOf oneOf type enum const properties required items additionalProperties ' +
    'default deprecated discriminator examples'
  ).split(' '),
)

/** Of a schema without keywords: anything goes. */
const anything = ownShape({ document: {}, path: [], value: {} }, {})

/** The shape of a value that has to fit several schemas at once. */
export function shapeOf(schemas: readonly Located[], trail: readonly string[] = []): Shape {
  return schemas.map((schema) => shapeOfOne(schema, trail)).reduce(joined, anything)
}

function shapeOfOne(schema: Located, trail: readonly string[]): Shape {
  const { value } = schema
  if (!isObject(value)) return value === false ? { ...anything, rest: { false: true } } : anything
  const reference = referenceOf(schema)
  const referred = reference === undefined || trail.includes(reference) ? [] : [target(schema, reference)]
  const below = reference === undefined ? trail : [...trail, reference]
  return [
    ownShape(schema, value),
    shapeOf(referred, below),
    shapeOf(listed(schema, 'allOf'), below),
    unionShape(listed(schema, 'anyOf'), below),
    unionShape(listed(schema, 'oneOf'), below),
  ].reduce(joined)
}

/** Most schemas are made of one part, and the others say nothing. */
function joined(left: Shape, right: Shape): Shape {
  if (left === anything) return right
  return right === anything ? left : bothShapes(left, right)
}

function ownShape(schema: Located, value: JsonObject): Shape {
  const rest = Object.entries(value).filter(
    ([key]) =>
      !known.has(key) && !docs.has(key) && !Object.hasOwn(limitKeywords, key) && !key.startsWith('x-'),
  )
  const values = 'const' in value ? [value['const'] ?? null] : value['enum']
  const extra = value['additionalProperties']
  return {
    types: typesOf(value),
    nullable: acceptsNull(value),
    values: Array.isArray(values) ? values.filter((item) => item !== null) : undefined,
    limits: limitsOf(schema),
    properties: new Map(
      Object.keys(objectAt(value, 'properties')).map((name) => [name, under(schema, 'properties', name)]),
    ),
    required: new Set(listAt(value, 'required').filter((name) => typeof name === 'string')),
    items: under(schema, 'items'),
    extraFields: extra === undefined ? 'unsaid' : extra === false ? 'refused' : 'documented',
    extraSchemas: isObject(extra) ? under(schema, 'additionalProperties') : [],
    alternatives: [],
    default: value['default'],
    deprecated: value['deprecated'] === true,
    discriminator: value['discriminator'],
    docs: Object.fromEntries(Object.entries(value).filter(([key]) => docs.has(key))),
    examples: listAt(value, 'examples'),
    rest: Object.fromEntries(rest),
  }
}

/** A union with null is a schema that may be null; a union of lists of values is a list of values. */
function unionShape(arms: readonly Located[], trail: readonly string[]): Shape {
  const shapes = arms.map((arm) => ({ arm, shape: shapeOf([arm], trail) }))
  const others = shapes.filter(({ shape }) => shape.types?.length !== 0)
  const nullable = others.length < shapes.length || others.some(({ shape }) => shape.nullable)
  const [only] = others
  if (!only) return anything
  if (others.length === 1) return { ...only.shape, nullable }
  const values = others.map(({ shape }) => shape.values)
  if (values.every((list) => list !== undefined)) {
    const types = [...new Set(others.flatMap(({ shape }) => shape.types ?? []))].toSorted()
    return { ...anything, types, nullable, values: values.flat() }
  }
  return { ...anything, nullable, alternatives: others.map(({ arm }) => arm) }
}

function listed(schema: Located, keyword: string): Located[] {
  return listAt(schema.value, keyword).flatMap((_, index) => under(schema, keyword, index))
}

/** Where a schema that several parts make up stands: the first of them, or what that refers to and only explains. */
export function placeOfSchemas([first]: readonly Located[]): string {
  if (!first) return ''
  const reference = referenceOf(first)
  const bare = Object.keys(objectAt(first.value)).every(
    (key) => key === '$ref' || docs.has(key) || key.startsWith('x-'),
  )
  return reference !== undefined && bare ? placeOfSchemas([target(first, reference)]) : placeOf(first)
}

/** The forms of a schema that is a union, or the schema itself. */
export function formsOf(schemas: readonly Located[]): readonly Located[] {
  const { alternatives } = shapeOf(schemas)
  return alternatives.length > 0 ? alternatives : schemas
}
