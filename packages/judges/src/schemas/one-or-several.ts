import { isObject, type Json } from '@apikley/pages/document'
import { type Located, referenceOf, target } from '../document/located.ts'
import type { Forms } from './alternatives.ts'
import type { Shape } from './shape/shape.ts'

/** A version of a schema: what it is made of, and what that comes to. */
interface Version {
  readonly schemas: readonly Located[]
  readonly shape: Shape
}

/**
 * The forms where one version has several and the other is one: `string`, and `string` or a list of them. Nothing where
 * both are of one kind, or where fields stand beside the forms and belong to all of them.
 */
export function oneOrSeveral(before: Version, after: Version): Forms | undefined {
  if (isUnion(before) === isUnion(after)) return undefined
  if (![before, after].every((version) => isUnion(version) || isOne(version))) return undefined
  return { before: formsOf(before), after: formsOf(after) }
}

function isUnion({ shape: { alternatives, types, properties } }: Version): boolean {
  return alternatives.length > 0 && types === undefined && properties.size === 0
}

function isOne({ shape: { alternatives, types } }: Version): boolean {
  return alternatives.length === 0 && types !== undefined && types.length > 0
}

function formsOf(version: Version): readonly (readonly Located[])[] {
  return isUnion(version)
    ? version.shape.alternatives.map((form) => [form])
    : [version.schemas.flatMap((schema) => bare(schema))]
}

/** What belongs to the whole and not to one of its forms is compared with the whole. */
const ofTheWhole = new Set(['$ref', 'title', 'description', 'default', 'examples', 'deprecated'])

function bare(schema: Located): Located[] {
  const { value } = schema
  if (!isObject(value)) return [schema]
  const own = Object.entries(value).filter(([key]) => !ofTheWhole.has(key) && !key.startsWith('x-'))
  const stripped = {
    ...schema,
    value: Object.fromEntries(own.map(([key, entry]) => [key, withoutNull(key, entry)])),
  }
  const reference = referenceOf(schema)
  return reference === undefined ? [stripped] : [...bare(target(schema, reference)), stripped]
}

function withoutNull(key: string, entry: Json): Json {
  if (key === 'type' && Array.isArray(entry)) return entry.filter((name) => name !== 'null')
  return key === 'enum' && Array.isArray(entry) ? entry.filter((value) => value !== null) : entry
}
