import { isObject, type Json, listAt, objectAt } from '../document/json.ts'
import { decode } from '../document/reference.ts'
import { type Content, type Fact, factOf, type Facts, itemsIn, type Shape } from './facts.ts'

/** What a schema says of one key of its data: a shape, nothing at all (`null`), or that there is no such key. */
export type Declared = Shape | null | 'undeclared'

/** The shape that a schema's fields make. */
export function shapeOf(facts: Facts, content: Content | null): Shape | null {
  if (!content) return null
  const properties = factOf(content, 'properties')
  const items = factOf(content, 'items')
  return facts.shape({
    type: textOf(factOf(content, 'type')),
    ref: textOf(factOf(content, '$ref')),
    properties: properties?.is === 'content' ? properties : null,
    items: items?.is === 'shape' ? items : null,
    parts: partsOf(content),
  })
}

/** The shapes of a document's component schemas, by the `$ref` that names them. */
export function componentShapes(facts: Facts, document: Json): ReadonlyMap<string, Shape> {
  const schemas = Object.entries(objectAt(document, 'components', 'schemas'))
  return new Map(schemas.map(([name, schema]) => [`#/components/schemas/${name}`, jsonShape(facts, schema)]))
}

/** The schemas of which a schema is composed. */
export function partsOf(content: Content | null): Shape[] {
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => itemsIn(factOf(content, key)))
  return parts.filter((part) => part.is === 'shape')
}

/** Follows `$ref`s as far as they are known; `null` where they are not. */
function resolve(shape: Shape | null, components: ReadonlyMap<string, Shape>): Shape | null {
  let found: Shape | null = shape
  for (let depth = 0; found?.ref; depth += 1) {
    found = (depth < 20 && components.get(decode(found.ref))) || null
  }
  return found
}

export function declared(shape: Shape | null, key: string, components: ReadonlyMap<string, Shape>): Declared {
  const known = resolve(shape, components)
  if (!known) return null
  // Some pages have a space behind the name of a property, and none behind it in the example.
  const own = factOf(known.properties, key) ?? factOf(known.properties, `${key.trim()} `)
  if (own !== undefined) return own?.is === 'shape' ? own : null
  const parts = known.parts.map((part) => declared(part, key, components))
  const found = parts.find((part) => part !== null && part !== 'undeclared')
  if (found) return found
  if (parts.includes(null)) return null
  return known.properties || parts.length > 0 ? 'undeclared' : null
}

/** The types that data of this shape may have; `null` when the schema does not say. */
export function typeOf(shape: Shape | null, components: ReadonlyMap<string, Shape>): string | null {
  const known = resolve(shape, components)
  if (!known) return null
  if (known.type) return known.type
  return known.properties ? 'object' : null
}

export function itemsOf(shape: Shape | null, components: ReadonlyMap<string, Shape>): Shape | null {
  return resolve(shape, components)?.items ?? null
}

function jsonShape(facts: Facts, schema: Json): Shape {
  const { type, $ref: ref, items } = isObject(schema) ? schema : {}
  let properties: Content | null = null
  for (const [key, value] of Object.entries(objectAt(schema, 'properties'))) {
    properties = facts.entry(properties, key, jsonShape(facts, value))
  }
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => listAt(schema, key))
  return facts.shape({
    type: typeof type === 'string' ? type : null,
    ref: typeof ref === 'string' ? ref : null,
    properties,
    items: items === undefined ? null : jsonShape(facts, items),
    parts: parts.map((part) => jsonShape(facts, part)),
  })
}

function textOf(fact: Fact | null | undefined): string | null {
  return fact?.is === 'word' ? fact.text : null
}
